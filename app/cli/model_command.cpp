// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_command.h"

#include "engine_session.h"
#include "model_report.h"
#include "model_source.h"
#include "output.h"

#include <orrery/platform/machine.h>

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <memory>

using namespace orrery;
using namespace orrery::inference;

namespace {

struct InspectOptions {
    ModelSource source;
    EngineSettings settings;
    std::string runtime;
    bool formulaOnly = false;
    bool wholeTemplate = false;
    bool json = false;
};

struct SpeedOptions {
    ModelSource source;
    SpeedQuestion question;
    std::string runtime;
    bool empty = false;
    bool keep = false;
    bool json = false;
};

int failed(const Error& error) {
    if (error.is(orrery::Errc::Cancelled)) return interruptedExitCode;
    fmt::print(stderr, "{}\n", describe(error));
    return 1;
}

Result<MemoryNeed> askEngine(const InspectOptions& options, const EngineSettings& settings) {
    auto heads = readHeads(options.source);
    if (!heads) return fail(heads.error());
    EngineSession session;
    const auto host = session.host(options.runtime);
    if (!host) return fail(host.error());
    return session.wait<MemoryNeed>([&](std::stop_token stop, std::function<void(Result<MemoryNeed>)> done) {
        probeMemory(session.services(), *host, std::move(*heads), settings, std::move(stop), std::move(done));
    });
}

void judge(ModelInspection& inspection, const gguf::Header& header, const InspectOptions& options) {
    const std::uint64_t available = platform::readMachineFacts().memoryAvailable;
    const EngineSettings settings = settledSettings(options.settings, header, available);
    inspection.byFormula = memoryByFormula(header, settings);
    MemoryNeed need = inspection.byFormula;
    if (!options.formulaOnly) {
        auto byEngine = askEngine(options, settings);
        if (byEngine)
            need = std::move(*byEngine);
        else
            inspection.engineProblem = std::move(byEngine.error());
    }
    inspection.fit = judgeFit(need, header, settings, available);
}

int inspectSafetensors(const InspectOptions& options) {
    const auto facts = readSafetensors(options.source);
    if (!facts) return failed(facts.error());
    if (options.json)
        printJson(toJson(*facts));
    else
        print(*facts);
    return 0;
}

int runInspect(const InspectOptions& options) {
    if (isSafetensors(options.source)) return inspectSafetensors(options);
    const auto header = readHeader(options.source);
    if (!header) return failed(header.error());
    ModelInspection inspection;
    inspection.facts = gguf::modelFacts(*header);
    inspection.fileSize = header->fileSize;
    inspection.tensors = header->tensors.size();
    if (!inspection.facts.projector && inspection.facts.obstacle.empty()) {
        judge(inspection, *header, options);
        inspection.forecast =
            measure::forecast(measure::activeBytes(*header), measure::activeParameters(*header), keptSpeeds());
    }
    if (isInterrupted()) return interruptedExitCode;
    if (options.json)
        printJson(toJson(inspection));
    else
        print(inspection, options.wholeTemplate);
    return 0;
}

void showProgress(const SpeedProgress& progress) {
    if (progress.done < progress.total) fmt::print(stderr, "test {} of {} ...\n", progress.done + 1, progress.total);
}

/// What is measured, and what is kept of it beside the figures.
struct Subject {
    std::string title;
    std::string path;
    std::uint64_t activeBytes = 0;
    std::vector<ModelHead> heads; ///< Empty: the file itself is measured.
};

Result<Subject> subjectOf(const SpeedOptions& options) {
    Subject subject;
    if (options.source.file.empty()) subject.heads.push_back(standardModelHead());
    if (!options.source.file.empty() && options.empty) {
        auto heads = readHeads(options.source);
        if (!heads) return fail(heads.error());
        subject.heads = std::move(*heads);
    }
    const auto header = subject.heads.empty() ? readHeader(options.source) : inference::readHeads(subject.heads);
    if (!header) return fail(header.error());
    subject.activeBytes = measure::activeBytes(*header);
    subject.title = gguf::modelFacts(*header).name;
    if (subject.title.empty()) subject.title = options.source.file.stem().string();
    if (!options.source.file.empty()) subject.path = std::filesystem::absolute(options.source.file).string();
    return subject;
}

Result<std::vector<SpeedRow>> measureSubject(const SpeedOptions& options, const EngineHost& host, Subject& subject,
                                             EngineSession& session) {
    using Rows = std::vector<SpeedRow>;
    return session.wait<Rows>([&](std::stop_token stop, std::function<void(Result<Rows>)> done) {
        if (subject.heads.empty())
            measureSpeed(session.services(), host, options.question, std::move(stop), showProgress, std::move(done));
        else
            measureSpeedOfHead(session.services(), host, std::move(subject.heads), options.question, std::move(stop),
                               showProgress, std::move(done));
    });
}

Status keep(const std::vector<SpeedRow>& rows, const Subject& subject, const EngineHost& host) {
    auto store = measure::MeasureStore::open(measureFile());
    if (!store) return fail(store.error());
    for (const SpeedRow& row : rows) {
        measure::SpeedRecord record;
        record.taken =
            std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
                .count();
        record.machine = measure::machineName();
        record.model = subject.title;
        record.path = subject.path;
        record.activeBytes = subject.activeBytes;
        record.engine = host.runtime.version;
        record.row = row;
        if (const auto added = store->add(record); !added) return fail(added.error());
    }
    return {};
}

int runSpeed(const SpeedOptions& options) {
    auto subject = subjectOf(options);
    if (!subject) return failed(subject.error());
    EngineSession session;
    const auto host = session.host(options.runtime);
    if (!host) return failed(host.error());
    const bool empty = !subject->heads.empty();
    const auto rows = measureSubject(options, *host, *subject, session);
    if (!rows) return failed(rows.error());
    const auto forecast = empty ? measure::forecastFromRun(*rows) : std::nullopt;
    if (options.json) {
        nlohmann::json json = {{"machine", measure::machineName()}, {"emptyWeights", empty}, {"rows", toJson(*rows)}};
        if (forecast) json["forecast"] = toJson(*forecast);
        printJson(json);
    } else {
        print(*rows);
        if (forecast) print(*forecast);
    }
    if (options.keep)
        if (const Status kept = keep(*rows, *subject, *host); !kept) return failed(kept.error());
    return 0;
}

void addInspect(CLI::App& model, CommandContext& context) {
    const auto options = std::make_shared<InspectOptions>();
    CLI::App* command = model.add_subcommand("inspect", "Says what a model file is and whether it fits this computer");
    command->add_option("file", options->source.file, "A GGUF or safetensors file, or the beginning of one")
        ->required();
    command->add_option("--size", options->source.size, "Of the whole file in bytes, when only its beginning is here");
    command->add_option("--context", options->settings.contextTokens, "Longest conversation, in tokens")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command->add_option("--cache-type", options->settings.cacheType, "How the context is kept: f16, q8_0 or q4_0");
    command->add_option("--runtime", options->runtime, "A folder with llama-server in it, or the program itself");
    command->add_flag("--formula", options->formulaOnly, "Do not ask the engine");
    command->add_flag("--template", options->wholeTemplate, "Print the whole chat template");
    command->add_flag("--json", options->json, "Print it as JSON");
    command->callback([options, &context] {
        watchInterrupts();
        context.exitCode = runInspect(*options);
    });
}

void addSpeed(CLI::App& model, CommandContext& context) {
    const auto options = std::make_shared<SpeedOptions>();
    SpeedQuestion& question = options->question;
    CLI::App* command = model.add_subcommand("speed", "Measures how fast a model answers on this computer");
    command->add_option("file", options->source.file, "A GGUF file; none: a standard model without weights");
    command->add_flag("--empty", options->empty, "Without the weights: what its speed will be once it is here");
    command->add_option("--size", options->source.size, "Of the whole file in bytes, when only its beginning is here");
    command->add_option("--prompt", question.promptTokens, "Tokens to read")->capture_default_str();
    command->add_option("--answer", question.answerTokens, "Tokens to write")->capture_default_str();
    command->add_option("--repetitions", question.repetitions, "Runs of each test")->capture_default_str();
    command->add_option("--threads", question.threads, "Processor threads, several to compare")->delimiter(',');
    command->add_option("--batch", question.batches, "Tokens read at once, several to compare")->delimiter(',');
    command->add_option("--gpu-layers", question.gpuLayers, "Layers on the graphics card");
    command->add_option("--runtime", options->runtime, "A folder with llama-server in it, or the program itself");
    command->add_flag("--keep", options->keep, "Keep the figures, to foretell other models' speeds by them");
    command->add_flag("--json", options->json, "Print it as JSON");
    command->callback([options, &context] {
        watchInterrupts();
        options->question.model = options->source.file;
        if (options->source.size > 0) options->empty = true;
        context.exitCode = runSpeed(*options);
    });
}

} // namespace

void addModelCommand(CLI::App& app, CommandContext& context) {
    CLI::App* model = app.add_subcommand("model", "What a model file is, whether it fits, and how fast it is");
    model->require_subcommand(1);
    addInspect(*model, context);
    addSpeed(*model, context);
}
