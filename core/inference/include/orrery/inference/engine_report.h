// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/inference/runtime.h>
#include <orrery/platform/event_thread.h>
#include <orrery/platform/sandbox.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace orrery::inference {

/// A runtime after it was tried.
struct RuntimeReport {
    EngineRuntime runtime;
    std::optional<Error> problem;     ///< Why it does not work here.
    std::vector<std::string> devices; ///< GPUs it can use; empty means it runs on the CPU.
};

/// An engine that works, and what protects the computer from what it is fed.
struct EngineHost {
    EngineRuntime runtime;
    std::optional<platform::SandboxFacts> sandbox; ///< None: it runs unprotected.
};

/// Everything about engines on this computer.
struct EngineReport {
    RuntimeSearch search;
    std::vector<RuntimeReport> runtimes; ///< Best first.
    std::optional<platform::SandboxFacts> sandbox;
    std::optional<Error> sandboxProblem; ///< Why there is no sandbox.

    /// The best engine that works, or what to do to get one.
    [[nodiscard]] Result<EngineHost> host() const;
    /// What a person should do next, in one sentence; empty when nothing is missing.
    [[nodiscard]] std::string nextStep() const;
};

/// Finds all engines, asks each for its version and its devices, and tries the sandbox. Takes about 100 ms.
/// `completion` runs once on `executor`.
void examineEngines(platform::EventThread& thread, Executor& executor, RuntimeSearch search,
                    std::function<void(EngineReport)> completion);

/// Tries one runtime: its version and its devices. Takes about 50 ms. `completion` runs once on `executor`.
void examineRuntime(platform::EventThread& thread, Executor& executor, EngineRuntime runtime,
                    std::function<void(RuntimeReport)> completion);

} // namespace orrery::inference
