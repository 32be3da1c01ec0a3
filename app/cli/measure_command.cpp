// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_command.h"

#include "interrupt.h"
#include "measurements.h"
#include "output.h"

#include <orrery/inference/engine_report.h>
#include <orrery/inference/speed_probe.h>
#include <orrery/measure/speed_run.h>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <memory>
#include <optional>

using namespace orrery;
using measure::SpeedRecord;

namespace {

struct RunOptions {
    inference::SpeedQuestion question;
    std::string runtime;
    bool json = false;
};

std::string speed(const std::optional<inference::SpeedRow>& row) {
    return row ? fmt::format("{:.1f} ± {:.1f}", row->tokensPerSecond, row->deviation) : "-";
}

std::string table(const std::vector<measure::SpeedRound>& rounds, bool withOrigin) {
    using enum Table::Align;
    std::vector<Table::Column> columns;
    if (withOrigin) columns = {{"id", Right}, {"taken"}, {"model"}, {"machine"}};
    for (const char* title : {"threads", "batch", "prompt t/s", "answer t/s"}) columns.push_back({title, Right});
    Table table(std::move(columns));
    for (const measure::SpeedRound& round : rounds) {
        std::vector<std::string> cells;
        if (withOrigin)
            cells = {fmt::format("{}", round.ids.front()),
                     fmt::format("{:%F %R}", fmt::gmtime(std::time_t(round.taken))), printable(round.model, 40),
                     printable(round.machine, 40)};
        for (std::string& cell :
             std::vector<std::string>{fmt::format("{}", round.threads), fmt::format("{}", round.batch),
                                      speed(round.prompt), speed(round.answer)})
            cells.push_back(std::move(cell));
        table.add(std::move(cells));
    }
    return table.text();
}

int show(const std::vector<SpeedRecord>& records, bool json) {
    if (json) return writeOut(measure::speedsJson(records), {});
    const auto rounds = measure::speedRounds(records);
    fmt::print("{}", table(rounds, false));
    if (const auto best = measure::bestRound(rounds)) fmt::print("Best with {} threads.\n", rounds[*best].threads);
    return 0;
}

int runMeasure(const RunOptions& options) {
    auto store = openMeasurements();
    if (!store) return failWith(store.error());
    watchInterrupts();
    std::stop_source stop;
    std::optional<Result<std::vector<SpeedRecord>>> outcome;
    EngineStage stage;
    const auto progress = [](const inference::SpeedProgress& now) {
        fmt::print(stderr, "Test {} of {} is done.\n", now.done, now.total);
    };
    inference::examineEngines(stage.processes, stage.executor, inference::standardRuntimeSearch(options.runtime),
                              [&](const inference::EngineReport& report) {
                                  const auto host = report.host();
                                  if (!host) {
                                      outcome = fail(host.error());
                                      return;
                                  }
                                  measure::measureModel(
                                      stage.services(), *host, *store, options.question, stop.get_token(), progress,
                                      [&](Result<std::vector<SpeedRecord>> records) { outcome = std::move(records); });
                              });
    stage.executor.runUntil([&] {
        if (isInterrupted()) stop.request_stop();
        return outcome.has_value();
    });
    return *outcome ? show(**outcome, options.json) : failWith(outcome->error());
}

int listSpeeds(bool json) {
    auto store = openMeasurements();
    if (!store) return failWith(store.error());
    const auto records = store->speeds();
    if (!records) return failWith(records.error());
    if (json) return writeOut(measure::speedsJson(*records), {});
    if (records->empty()) fmt::print("Nothing was measured yet.\n");
    if (!records->empty()) fmt::print("{}", table(measure::speedRounds(*records), true));
    return 0;
}

int exportSpeeds(const std::string& file, bool json) {
    auto store = openMeasurements();
    if (!store) return failWith(store.error());
    const auto records = store->speeds();
    if (!records) return failWith(records.error());
    return writeOut(json || file.ends_with(".json") ? measure::speedsJson(*records) : measure::speedsCsv(*records),
                    file);
}

/// Each number stands for its whole round, as the list shows it.
int removeSpeeds(const std::vector<std::int64_t>& ids) {
    auto store = openMeasurements();
    if (!store) return failWith(store.error());
    const auto records = store->speeds();
    if (!records) return failWith(records.error());
    const auto rounds = measure::speedRounds(*records);
    for (const std::int64_t id : ids) {
        const auto round = std::ranges::find_if(
            rounds, [id](const measure::SpeedRound& one) { return std::ranges::find(one.ids, id) != one.ids.end(); });
        for (const std::int64_t part : round == rounds.end() ? std::vector{id} : round->ids)
            if (const Status removed = store->removeSpeed(part); !removed) return failWith(removed.error());
    }
    return 0;
}

} // namespace

void addMeasureCommand(CLI::App& app, CommandContext& context) {
    CLI::App* command = app.add_subcommand("measure", "How fast models run on this computer");
    command->require_subcommand(1);

    const auto options = std::make_shared<RunOptions>();
    CLI::App* run = command->add_subcommand("run", "Measure a model and keep the figures");
    run->add_option("model", options->question.model, "The model, a .gguf file")->required();
    run->add_option("--threads", options->question.threads, "Numbers of threads to try, as 1,2,4")->delimiter(',');
    run->add_option("--batch", options->question.batches, "Batches to try, in tokens, as 256,512")->delimiter(',');
    run->add_option("--prompt-tokens", options->question.promptTokens, "Length of the prompt")->capture_default_str();
    run->add_option("--answer-tokens", options->question.answerTokens, "Length of the answer")->capture_default_str();
    run->add_option("--repetitions", options->question.repetitions, "How often each test is run")
        ->capture_default_str();
    run->add_option("--runtime", options->runtime, "A folder with llama-server in it, or the program itself");
    run->add_flag("--json", options->json, "Print the figures as JSON");
    run->callback([options, &context] { context.exitCode = runMeasure(*options); });

    const auto json = std::make_shared<bool>(false);
    CLI::App* list = command->add_subcommand("list", "What was measured, newest first");
    list->add_flag("--json", *json, "Print it as JSON");
    list->callback([json, &context] { context.exitCode = listSpeeds(*json); });

    const auto file = std::make_shared<std::string>();
    CLI::App* save = command->add_subcommand("export", "All figures as CSV, or as JSON");
    save->add_option("file", *file, "Where to; standard output where none is named");
    save->add_flag("--json", *json, "JSON, whatever the file is called");
    save->callback([json, file, &context] { context.exitCode = exportSpeeds(*file, *json); });

    const auto ids = std::make_shared<std::vector<std::int64_t>>();
    CLI::App* remove = command->add_subcommand("remove", "Remove measurements");
    remove->add_option("id", *ids, "Their numbers, as the list shows them")->required();
    remove->callback([ids, &context] { context.exitCode = removeSpeeds(*ids); });
}
