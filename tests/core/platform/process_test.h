// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/platform/atomic_file.h>
#include <orrery/platform/child_process.h>
#include <orrery/platform/event_thread.h>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace orrery::platform {

constexpr std::chrono::seconds patience{20};

inline ProcessSpec shell(std::string script) {
    ProcessSpec spec;
    spec.program = "/bin/sh";
    spec.arguments = {"-c", std::move(script)};
    return spec;
}

/// What a child did so far.
struct Record {
    std::int64_t pid = 0;
    std::string out;
    std::string err;
    std::optional<Result<ProcessExit>> exit;
    int exits = 0;

    ProcessCallbacks callbacks() {
        return {.onStarted = [this](std::int64_t started) { pid = started; },
                .onStdout = [this](std::string_view bytes) { out += bytes; },
                .onStderr = [this](std::string_view bytes) { err += bytes; },
                .onFinished =
                    [this](Result<ProcessExit> result) {
                        exit = std::move(result);
                        ++exits;
                    }};
    }
};

/// Runs to the end; the test fails on nothing.
inline std::optional<Result<ProcessOutput>> runToEnd(EventThread& thread, ProcessSpec spec,
                                                     std::chrono::milliseconds timeout = patience) {
    ManualExecutor executor;
    std::optional<Result<ProcessOutput>> output;
    runProcess(thread, executor, std::move(spec), timeout,
               [&output](Result<ProcessOutput> result) { output = std::move(result); });
    executor.runUntil([&output] { return output.has_value(); }, patience + timeout);
    return output;
}

/// Whether the process runs no more; a zombie waiting for its new parent counts as gone.
inline bool isGone(std::int64_t pid) {
    const auto stat = readFile("/proc/" + std::to_string(pid) + "/stat");
    return !stat || stat->find(") Z ") != std::string::npos;
}

} // namespace orrery::platform
