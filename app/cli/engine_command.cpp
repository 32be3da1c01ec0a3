// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_command.h"

#include <orrery/inference/engine_report.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <string>

using namespace orrery;
using namespace orrery::inference;

namespace {

struct DoctorOptions {
    std::string runtime;
    bool json = false;
};

const char* kindName(RuntimeKind kind) {
    switch (kind) {
    case RuntimeKind::Configured: return "configured";
    case RuntimeKind::Managed: return "managed";
    case RuntimeKind::Path: return "installed";
    }
    return "unknown";
}

nlohmann::json toJson(const RuntimeReport& report) {
    nlohmann::json json = {{"kind", kindName(report.runtime.kind)},
                           {"server", report.runtime.server.string()},
                           {"version", report.runtime.version},
                           {"devices", report.devices}};
    if (report.problem) json["problem"] = describe(*report.problem);
    return json;
}

nlohmann::json toJson(const EngineReport& report) {
    nlohmann::json json = {{"usable", report.host().has_value()},
                           {"runtimes", nlohmann::json::array()},
                           {"sandbox", report.sandbox ? report.sandbox->version : ""},
                           {"nextStep", report.nextStep()}};
    for (const RuntimeReport& runtime : report.runtimes) json["runtimes"].push_back(toJson(runtime));
    if (report.sandboxProblem) json["sandboxProblem"] = describe(*report.sandboxProblem);
    return json;
}

void print(const RuntimeReport& report) {
    fmt::print("{}: {}\n", kindName(report.runtime.kind), report.runtime.server.string());
    if (report.problem) return fmt::print("  does not work: {}\n", report.problem->message);
    fmt::print("  llama-server {}\n", report.runtime.version);
    if (report.devices.empty()) fmt::print("  runs on the processor; no graphics card it can use\n");
    for (const std::string& device : report.devices) fmt::print("  {}\n", device);
}

void print(const EngineReport& report) {
    if (report.runtimes.empty()) fmt::print("No engine found.\n");
    for (const RuntimeReport& runtime : report.runtimes) print(runtime);
    if (report.sandbox)
        fmt::print("sandbox: {}\n", report.sandbox->version);
    else if (report.sandboxProblem)
        fmt::print("no sandbox: {}\n", report.sandboxProblem->message);
    const std::string next = report.nextStep();
    fmt::print("{}\n", next.empty() ? "All well." : "Next: " + next);
}

int runDoctor(const DoctorOptions& options) {
    ManualExecutor executor;
    platform::EventThread processes;
    std::optional<EngineReport> report;
    examineEngines(processes, executor, standardRuntimeSearch(options.runtime),
                   [&](EngineReport found) { report = std::move(found); });
    executor.runUntil([&] { return report.has_value(); });
    if (options.json)
        fmt::print("{}\n", toJson(*report).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    else
        print(*report);
    return report->host() ? 0 : 1;
}

} // namespace

void addEngineCommand(CLI::App& app, CommandContext& context) {
    const auto options = std::make_shared<DoctorOptions>();
    CLI::App* engine = app.add_subcommand("engine", "The program that runs models");
    engine->require_subcommand(1);
    CLI::App* doctor = engine->add_subcommand("doctor", "Says what there is to run models with, and what is missing");
    doctor->add_option("--runtime", options->runtime, "A folder with llama-server in it, or the program itself");
    doctor->add_flag("--json", options->json, "Print it as JSON");
    doctor->callback([options, &context] { context.exitCode = runDoctor(*options); });
}
