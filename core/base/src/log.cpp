// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/base/log.h>

#include <fmt/format.h>

#include <cstdio>
#include <mutex>

namespace orrery {
namespace {

void writeToStderr(LogLevel level, std::string_view module, std::string_view text) {
    if (level < LogLevel::Warning) return;
    fmt::print(stderr, "{} {}: {}\n", level == LogLevel::Error ? "error" : "warning", module, text);
}

struct Sink {
    std::mutex mutex;
    LogSink write = writeToStderr;
};

Sink& sink() {
    static Sink theSink;
    return theSink;
}

} // namespace

void setLogSink(LogSink write) {
    const std::lock_guard lock(sink().mutex);
    sink().write = std::move(write);
}

void log(LogLevel level, std::string_view module, std::string_view text) {
    const std::lock_guard lock(sink().mutex);
    if (sink().write) sink().write(level, module, text);
}

} // namespace orrery
