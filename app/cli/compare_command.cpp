// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare_command.h"

#include "interrupt.h"
#include "measurements.h"
#include "output.h"

#include <orrery/compare/comparison_run.h>
#include <orrery/inference/engine_report.h>
#include <orrery/inference/model_pool.h>
#include <orrery/measure/forecast.h>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <memory>

using namespace orrery;
using measure::Comparison;

namespace {

struct CompareOptions {
    compare::Question question;
    std::vector<std::string> models;
    std::optional<double> temperature;
    std::uint32_t contextTokens = 4096;
    std::optional<unsigned> threads;
    std::string runtime;
    bool json = false;
};

std::vector<compare::Contender> contenders(const CompareOptions& options) {
    std::vector<compare::Contender> list;
    for (const std::string& file : options.models) {
        compare::Contender& contender = list.emplace_back();
        const std::filesystem::path path(file);
        contender.model = path.stem().string();
        contender.label = contender.model;
        nlohmann::json settings = {{"file", file}, {"contextTokens", options.contextTokens}};
        if (options.threads) settings["threads"] = *options.threads;
        if (options.temperature) settings["temperature"] = *options.temperature;
        contender.settings = settings.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        contender.sampling.temperature = options.temperature;
        inference::EngineSettings& engine = contender.engine.emplace();
        engine.model = path;
        engine.contextTokens = options.contextTokens;
        engine.threads = options.threads;
    }
    return list;
}

std::string figures(const Comparison& comparison) {
    using enum Table::Align;
    Table table({{"model"},
                 {"first token", Right},
                 {"tokens/s", Right},
                 {"tokens", Right},
                 {"memory", Right},
                 {"loading", Right}});
    for (const auto& answer : comparison.answers)
        table.add({printable(answer.label, 60), fmt::format("{:.2f} s", answer.timings.firstTokenMs / 1000),
                   fmt::format("{:.1f}", answer.timings.tokensPerSecond()),
                   fmt::format("{}", answer.timings.answerTokens), answer.memory > 0 ? sizeText(answer.memory) : "-",
                   fmt::format("{:.2f} s", answer.loadMs / 1000)});
    return table.text();
}

int show(const Comparison& comparison, bool json) {
    if (json) return writeOut(measure::comparisonJson(comparison), {});
    for (const auto& answer : comparison.answers) {
        fmt::print("== {}\n", printable(answer.label, 200));
        if (!answer.text.empty()) fmt::print("{}\n", printable(answer.text, 1'000'000));
        if (!answer.problem.empty()) fmt::print("({})\n", printable(answer.problem));
        fmt::print("\n");
    }
    fmt::print("{}", figures(comparison));
    return 0;
}

Comparison comparisonOf(const CompareOptions& options, const compare::ComparisonRun& run) {
    Comparison comparison;
    comparison.taken = std::time(nullptr);
    comparison.machine = measure::machineName();
    comparison.prompt = options.question.prompt;
    comparison.system = options.question.system;
    comparison.atOnce = options.question.atOnce;
    for (std::size_t index = 0; index < run.count(); ++index) comparison.answers.push_back(run.answer(index));
    return comparison;
}

int runCompare(const CompareOptions& options) {
    auto store = openMeasurements();
    if (!store) return failWith(store.error());
    watchInterrupts();
    EngineStage stage;
    const auto hosts = [&](const std::function<void(Result<inference::EngineHost>)>& completion) {
        inference::examineEngines(stage.processes, stage.executor, inference::standardRuntimeSearch(options.runtime),
                                  [completion](const inference::EngineReport& report) { completion(report.host()); });
    };
    inference::ModelPool pool(stage.services(), hosts, {}, nullptr);
    compare::ComparisonRun run(stage.services(), pool);
    bool finished = false;
    compare::RunCallbacks callbacks;
    callbacks.onFinished = [&] { finished = true; };
    run.start(options.question, contenders(options), std::move(callbacks));
    stage.executor.runUntil([&] {
        if (isInterrupted()) run.stopAll();
        return finished;
    });
    const Comparison comparison = comparisonOf(options, run);
    bool ended = false;
    pool.unloadAll([&] { ended = true; });
    stage.executor.runUntil([&] { return ended; });
    const bool answered =
        std::ranges::any_of(comparison.answers, [](const auto& answer) { return !answer.text.empty(); });
    if (answered)
        if (const auto id = store->add(comparison); !id) return failWith(id.error());
    show(comparison, options.json);
    if (isInterrupted()) return interruptedExitCode;
    return std::ranges::all_of(comparison.answers, [](const auto& answer) { return answer.problem.empty(); }) ? 0 : 1;
}

int listComparisons(bool json) {
    auto store = openMeasurements();
    if (!store) return failWith(store.error());
    const auto comparisons = store->comparisons();
    if (!comparisons) return failWith(comparisons.error());
    if (json) {
        nlohmann::json list = nlohmann::json::array();
        for (const Comparison& comparison : *comparisons) {
            list.push_back(nlohmann::json::parse(measure::comparisonJson(comparison), nullptr, false));
            list.back()["id"] = comparison.id;
        }
        printJson(list);
        return 0;
    }
    if (comparisons->empty()) fmt::print("Nothing was compared yet.\n");
    Table table({{"id", Table::Align::Right}, {"taken"}, {"models"}, {"prompt"}});
    for (const Comparison& comparison : *comparisons) {
        std::string models;
        for (const auto& answer : comparison.answers) models += (models.empty() ? "" : ", ") + answer.label;
        table.add({fmt::format("{}", comparison.id),
                   fmt::format("{:%F %R}", fmt::gmtime(std::time_t(comparison.taken))), printable(models, 60),
                   printable(comparison.prompt, 60)});
    }
    if (!comparisons->empty()) fmt::print("{}", table.text());
    return 0;
}

int exportComparison(std::int64_t id, const std::string& file, bool json) {
    auto store = openMeasurements();
    if (!store) return failWith(store.error());
    const auto comparisons = store->comparisons();
    if (!comparisons) return failWith(comparisons.error());
    const auto found = std::ranges::find(*comparisons, id, &Comparison::id);
    if (found == comparisons->end())
        return failWith(
            {orrery::Errc::NotFound, "There is no comparison with that number. `compare list` shows them.", {}, {}});
    return writeOut(
        json || file.ends_with(".json") ? measure::comparisonJson(*found) : measure::comparisonMarkdown(*found), file);
}

} // namespace

void addCompareCommand(CLI::App& app, CommandContext& context) {
    CLI::App* command = app.add_subcommand("compare", "One prompt to several models, side by side");
    const auto options = std::make_shared<CompareOptions>();
    command->add_option("models", options->models, "Models, .gguf files");
    command->add_option("-p,--prompt", options->question.prompt, "The prompt");
    command->add_option("--system", options->question.system, "What the models are told before the prompt");
    command->add_flag("--at-once", options->question.atOnce, "All at the same time, where memory allows; else in turn");
    command->add_option("--max-tokens", options->question.maxTokens, "Longest answer, in tokens");
    command->add_option("--temperature", options->temperature, "0 always picks the likeliest word");
    command->add_option("--context", options->contextTokens, "Longest conversation, in tokens")->capture_default_str();
    command->add_option("--threads", options->threads, "Processor threads to use");
    command->add_option("--runtime", options->runtime, "A folder with llama-server in it, or the program itself");
    command->add_flag("--json", options->json, "Print all answers and their figures as JSON");
    command->callback([options, command, &context] {
        if (!command->get_subcommands().empty()) return;
        if (options->models.empty() || options->question.prompt.empty())
            throw CLI::RequiredError("compare: -p PROMPT and at least one MODEL");
        context.exitCode = runCompare(*options);
    });

    const auto json = std::make_shared<bool>(false);
    CLI::App* list = command->add_subcommand("list", "What was compared, newest first");
    list->add_flag("--json", *json, "Print it as JSON");
    list->callback([json, &context] { context.exitCode = listComparisons(*json); });

    const auto id = std::make_shared<std::int64_t>(0);
    const auto file = std::make_shared<std::string>();
    CLI::App* save = command->add_subcommand("export", "One comparison as Markdown, or as JSON");
    save->add_option("id", *id, "Its number, as the list shows it")->required();
    save->add_option("file", *file, "Where to; standard output where none is named");
    save->add_flag("--json", *json, "JSON, whatever the file is called");
    save->callback([id, json, file, &context] { context.exitCode = exportComparison(*id, *file, *json); });
}
