// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/engine_report.h>

#include <orrery/inference/errors.h>

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace orrery::inference {

namespace {

constexpr std::chrono::seconds probeTimeout{20};

/// One examination: all questions are asked at once, the last answer completes it.
struct Examination {
    platform::EventThread& thread;
    Executor& executor;
    EngineReport report;
    std::function<void(EngineReport)> completion;
    std::size_t pending = 0;

    void answered() {
        if (--pending == 0) completion(std::move(report));
    }
};

std::optional<Error> versionProblem(const Result<platform::ProcessOutput>& output, EngineRuntime& runtime) {
    if (!output) return output.error();
    const std::string text = output->standardError + output->standardOutput;
    if (const auto version = parseVersion(text)) {
        runtime.version = *version;
        return std::nullopt;
    }
    return Error{Errc::RuntimeBroken,
                 fmt::format("The engine in {} does not work on this computer. Install it again, or another one.",
                             runtime.server.string()),
                 output->exit.timedOut ? "no answer" : text, runtime.server.string()};
}

void ask(const std::shared_ptr<Examination>& examination, std::size_t index, const char* question,
         std::function<void(RuntimeReport&, Result<platform::ProcessOutput>)> take) {
    ++examination->pending;
    auto command = plainCommand(examination->report.runtimes[index].runtime, {question});
    platform::runProcess(examination->thread, examination->executor, std::move(command), probeTimeout,
                         [examination, index, take = std::move(take)](Result<platform::ProcessOutput> output) {
                             take(examination->report.runtimes[index], std::move(output));
                             examination->answered();
                         });
}

void takeVersion(RuntimeReport& report, const Result<platform::ProcessOutput>& output) {
    report.problem = versionProblem(output, report.runtime);
}

void takeDevices(RuntimeReport& report, const Result<platform::ProcessOutput>& output) {
    if (output) report.devices = parseDevices(output->standardOutput);
}

void askRuntime(const std::shared_ptr<Examination>& examination, std::size_t index) {
    ask(examination, index, "--version", takeVersion);
    ask(examination, index, "--list-devices", takeDevices);
}

void askForSandbox(const std::shared_ptr<Examination>& examination) {
    ++examination->pending;
    platform::probeSandbox(examination->thread, examination->executor,
                           [examination](Result<platform::SandboxFacts> facts) {
                               if (facts)
                                   examination->report.sandbox = std::move(*facts);
                               else
                                   examination->report.sandboxProblem = std::move(facts.error());
                               examination->answered();
                           });
}

} // namespace

Result<EngineHost> EngineReport::host() const {
    const auto working = std::ranges::find_if(runtimes, [](const RuntimeReport& report) { return !report.problem; });
    if (working != runtimes.end()) return EngineHost{working->runtime, sandbox};
    if (!runtimes.empty()) return fail(*runtimes.front().problem);
    return fail(Errc::NoRuntime, "There is no engine on this computer to run models with. " + nextStep());
}

std::string EngineReport::nextStep() const {
    const bool works = std::ranges::any_of(runtimes, [](const RuntimeReport& report) { return !report.problem; });
    if (!search.configured.empty() && (runtimes.empty() || runtimes.front().runtime.kind != RuntimeKind::Configured))
        return fmt::format("There is no llama-server in {}: choose another folder in the settings.",
                           search.configured.string());
    if (!works && runtimes.empty())
        return fmt::format("Install llama.cpp (the program llama-server), or put a runtime folder into {}.",
                           search.managedFolder.string());
    if (!works) return "Install another build of llama.cpp: the one found does not work here.";
    if (!sandbox)
        return "The engine works, but without a sandbox: " + (sandboxProblem ? sandboxProblem->message : std::string());
    return {};
}

void examineEngines(platform::EventThread& thread, Executor& executor, RuntimeSearch search,
                    std::function<void(EngineReport)> completion) {
    EngineReport report;
    for (EngineRuntime& runtime : locateRuntimes(search)) report.runtimes.push_back({std::move(runtime), {}, {}});
    report.search = std::move(search);
    const auto examination =
        std::make_shared<Examination>(Examination{thread, executor, std::move(report), std::move(completion)});
    ++examination->pending; // held until every question is asked
    for (std::size_t i = 0; i < examination->report.runtimes.size(); ++i) askRuntime(examination, i);
    askForSandbox(examination);
    executor.post([examination] { examination->answered(); });
}

void examineRuntime(platform::EventThread& thread, Executor& executor, EngineRuntime runtime,
                    std::function<void(RuntimeReport)> completion) {
    EngineReport report;
    report.runtimes.push_back({std::move(runtime), {}, {}});
    const auto examination = std::make_shared<Examination>(
        Examination{thread, executor, std::move(report), [completion = std::move(completion)](EngineReport examined) {
                        completion(std::move(examined.runtimes.front()));
                    }});
    examination->pending = 1;
    askRuntime(examination, 0);
    executor.post([examination] { examination->answered(); });
}

} // namespace orrery::inference
