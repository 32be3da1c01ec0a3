// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_command.h"

#include "engine_install.h"

#include <orrery/inference/backends.h>
#include <orrery/inference/engine_report.h>
#include <orrery/platform/machine.h>
#include <orrery/platform/paths.h>

#include <fmt/format.h>
#include <fmt/ranges.h>
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
    nlohmann::json json = {{"kind", kindName(report.runtime.kind)},    {"server", report.runtime.server.string()},
                           {"version", report.runtime.version},        {"folder", report.runtime.folder.string()},
                           {"backends", findBackends(report.runtime)}, {"devices", report.devices}};
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

/// What models will run on.
struct Computer {
    platform::MachineFacts facts = platform::readMachineFacts();
    std::uint64_t diskAvailable = 0; ///< Where models and runtimes are kept; 0 unknown.
};

Computer thisComputer() {
    Computer computer;
    const Result<platform::DiskSpace> disk = platform::diskSpace(platform::standardFolders().data);
    if (disk) computer.diskAvailable = disk->available;
    return computer;
}

double gigabytes(std::uint64_t bytes) {
    return static_cast<double>(bytes) / 1e9;
}

nlohmann::json toJson(const Computer& computer) {
    const platform::MachineFacts& facts = computer.facts;
    nlohmann::json json = {{"cpu", facts.cpuModel},
                           {"cores", facts.physicalCores},
                           {"threads", facts.logicalCores},
                           {"memoryTotal", facts.memoryTotal},
                           {"memoryAvailable", facts.memoryAvailable},
                           {"diskAvailable", computer.diskAvailable},
                           {"system", facts.osName},
                           {"gpus", nlohmann::json::array()}};
    for (const platform::GpuFacts& gpu : facts.gpus) {
        json["gpus"].push_back({{"name", gpu.name}, {"driver", gpu.driver}, {"memory", gpu.memory.value_or(0)}});
    }
    return json;
}

void print(const Computer& computer) {
    const platform::MachineFacts& facts = computer.facts;
    fmt::print("this computer: {}, {} cores, {:.1f} of {:.1f} GB memory and {:.0f} GB disk free\n", facts.cpuModel,
               facts.physicalCores, gigabytes(facts.memoryAvailable), gigabytes(facts.memoryTotal),
               gigabytes(computer.diskAvailable));
    for (const platform::GpuFacts& gpu : facts.gpus) {
        fmt::print("  {}{}\n", gpu.name, gpu.memory ? fmt::format(", {:.1f} GB", gigabytes(*gpu.memory)) : "");
    }
}

void print(const RuntimeReport& report) {
    fmt::print("{}: {}\n", kindName(report.runtime.kind), report.runtime.server.string());
    if (report.problem) return fmt::print("  does not work: {}\n", report.problem->message);
    fmt::print("  llama-server {}\n", report.runtime.version);
    if (const auto backends = findBackends(report.runtime); !backends.empty())
        fmt::print("  computes with {}\n", fmt::join(backends, ", "));
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

EngineReport examine(const std::string& configured) {
    ManualExecutor executor;
    platform::EventThread processes;
    std::optional<EngineReport> report;
    examineEngines(processes, executor, standardRuntimeSearch(configured),
                   [&](EngineReport found) { report = std::move(found); });
    executor.runUntil([&] { return report.has_value(); });
    return *std::move(report);
}

int runList(const DoctorOptions& options) {
    const EngineReport report = examine(options.runtime);
    const auto host = report.host();
    auto json = nlohmann::json::array();
    for (const RuntimeReport& runtime : report.runtimes) {
        const bool used = host && host->runtime.server == runtime.runtime.server;
        json.push_back(toJson(runtime));
        json.back()["inUse"] = used;
        if (options.json) continue;
        print(runtime);
        if (used) fmt::print("  in use\n");
    }
    if (options.json) fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    if (!options.json && report.runtimes.empty()) fmt::print("No engine found.\n");
    return host ? 0 : 1;
}

int runDoctor(const DoctorOptions& options) {
    const EngineReport report = examine(options.runtime);
    const Computer computer = thisComputer();
    if (options.json) {
        nlohmann::json json = toJson(report);
        json["computer"] = toJson(computer);
        fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    } else {
        print(report);
        print(computer);
    }
    return report.host() ? 0 : 1;
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
    CLI::App* list = engine->add_subcommand("list", "Lists all engines, best first");
    list->add_option("--runtime", options->runtime, "A folder with llama-server in it, or the program itself");
    list->add_flag("--json", options->json, "Print it as JSON");
    list->callback([options, &context] { context.exitCode = runList(*options); });
    addEngineInstallCommands(*engine, context);
}
