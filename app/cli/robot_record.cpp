// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_record.h"

#include "interrupt.h"
#include "output.h"
#include "robot_collision.h"
#include "robot_options.h"

#include <orrery/platform/atomic_file.h>
#include <orrery/robot/description/load_description.h>
#include <orrery/robot/motion/motion_runner.h>
#include <orrery/robot/record/recorder.h>
#include <orrery/robot/record/replay_player.h>
#include <orrery/robot/record/take_file.h>
#include <orrery/robot/sim/kinematic_simulator.h>

#include <QCoreApplication>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

using namespace orrery;
using namespace orrery::robot;
namespace fs = std::filesystem;

namespace {

struct RecordOptions {
    std::string file;
    std::string robot;
    std::string gesture;
    double seconds = 0;
    double speed = 1;
    int passes = 1;
    std::string csv;
    bool info = false;
    bool json = false;
};

/// Installed beside the program, else in the source tree.
fs::path robotsFolder() {
    const fs::path program = QCoreApplication::applicationDirPath().toStdString();
    const fs::path installed = program / "../share/orrery/robots";
    return fs::exists(installed) ? installed : fs::path(ORRERY_RESOURCES_DIR "/robots");
}

/// A description's path, or one of Orrery's own robots by its name.
fs::path robotFile(const std::string& robot) {
    const fs::path own = robotsFolder() / robot / (robot + ".urdf");
    const bool isName = robot.find('/') == std::string::npos;
    return isName && !fs::exists(robot) && fs::exists(own) ? own : fs::path(robot);
}

Result<Gesture> gestureOf(const fs::path& robot, const std::string& gesture) {
    const fs::path own = robot.parent_path() / "gestures" / (gesture + ".json");
    const fs::path file = fs::exists(own) ? own : fs::path(gesture);
    const auto text = platform::readFile(file, kMaxGestureBytes);
    if (!text) return fail(text.error());
    return readGesture(*text, file.string());
}

KinematicSimulatorOptions named(const std::string& name) {
    KinematicSimulatorOptions options;
    options.name = name;
    return options;
}

/// A simulated robot behind its gate.
struct Stage {
    Stage(const Description& description, const std::string& name)
        : robot(description, named(name)), gate(description.joints, robot, selfCollisionOf(description)) {}

    KinematicSimulator robot;
    MotionGate gate;
};

Result<std::unique_ptr<Stage>> makeStage(const fs::path& file) {
    const auto loaded = loadDescription(file.string());
    if (!loaded) return fail(loaded.error());
    auto stage = std::make_unique<Stage>(loaded->description, loaded->description.name);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (!stage->robot.states().newest() && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return stage;
}

/// Runs the executor until the gesture is over, the time is up, or the person has enough.
Status playAndWait(Stage& stage, const fs::path& robot, const RecordOptions& options, ManualExecutor& executor,
                   const Recorder& recorder) {
    MotionRunner runner(stage.gate, executor);
    // The runner may complete after this function is over, when the recording ends before the gesture does.
    const auto played = std::make_shared<std::optional<Status>>();
    std::stop_source stop;
    if (!options.gesture.empty()) {
        auto gesture = gestureOf(robot, options.gesture);
        if (!gesture) return fail(gesture.error());
        runner.start(*std::move(gesture), stop.get_token(), [played](const Result<GestureReport>& result) {
            *played = result ? Status() : Status(fail(result.error()));
        });
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto isOver = [&] {
        const std::chrono::duration<double> gone = std::chrono::steady_clock::now() - begin;
        const bool failed = (*played && !**played) || recorder.status().failure.has_value();
        if (isInterrupted() || failed) return true;
        return options.seconds > 0 ? gone.count() >= options.seconds : played->has_value();
    };
    executor.runUntil(isOver);
    stop.request_stop();
    return played->value_or(Status());
}

Result<TakeSummary> record(const RecordOptions& options) {
    const fs::path robot = robotFile(options.robot);
    auto stage = makeStage(robot);
    if (!stage) return fail(stage.error());
    ManualExecutor executor;
    std::error_code ignored;
    Recorder recorder((*stage)->gate, executor,
                      {.robotName = (*stage)->robot.name(), .robotFile = fs::absolute(robot, ignored).string()});
    std::optional<Status> started;
    recorder.startTake(options.file, 0, [&](Status status) { started = std::move(status); });
    executor.runUntil([&] { return started.has_value(); });
    if (!*started) return fail(started->error());
    const Status played = playAndWait(**stage, robot, options, executor, recorder);
    std::optional<Result<TakeSummary>> ended;
    recorder.stopTake([&](Result<TakeSummary> result) { ended = std::move(result); });
    executor.runUntil([&] { return ended.has_value(); });
    if (!played) return fail(played.error());
    return *std::move(ended);
}

void runRecord(const RecordOptions& options, CommandContext& context) {
    watchInterrupts();
    const auto summary = record(options);
    if (!summary) return reportFailure(summary.error(), options.json, context);
    if (options.json) {
        printJson({{"ok", true},
                   {"file", summary->file.string()},
                   {"messages", summary->messages},
                   {"bytes", summary->bytes}});
    } else {
        fmt::print("{}: {} messages, {}\n", summary->file.string(), summary->messages, sizeText(summary->bytes));
    }
}

nlohmann::json infoJson(const TakeFile& file) {
    nlohmann::json json = {{"ok", true},
                           {"robot", file.robotName},
                           {"robotFile", file.robotFile},
                           {"writtenBy", file.contents.library},
                           {"joints", file.take->joints()},
                           {"states", file.take->times().size()},
                           {"seconds", file.take->duration()},
                           {"beginUtcNanoseconds", file.take->beginUtc()},
                           {"complete", !file.contents.cutAt},
                           {"warning", file.warning},
                           {"channels", nlohmann::json::array()},
                           {"marks", nlohmann::json::array()}};
    for (const auto& [id, channel] : file.contents.channels) {
        const auto count = file.contents.messageCounts.find(id);
        json["channels"].push_back({{"topic", channel.topic},
                                    {"encoding", channel.encoding},
                                    {"messages", count == file.contents.messageCounts.end() ? 0 : count->second}});
    }
    for (const TakeMark& mark : file.take->marks()) json["marks"].push_back({{"time", mark.time}, {"text", mark.text}});
    return json;
}

void printInfo(const TakeFile& file) {
    fmt::print("{}: {} joints, {} states in {:.2f} s, {}, written by {}\n",
               file.robotName.empty() ? "robot" : printable(file.robotName), file.take->joints().size(),
               file.take->times().size(), file.take->duration(), sizeText(file.contents.fileSize),
               printable(file.contents.library));
    Table table({{"topic", Table::Align::Left}, {"messages", Table::Align::Right}});
    for (const auto& [id, channel] : file.contents.channels) {
        const auto count = file.contents.messageCounts.find(id);
        table.add(
            {printable(channel.topic), std::to_string(count == file.contents.messageCounts.end() ? 0 : count->second)});
    }
    fmt::print("{}", table.text());
    for (const TakeMark& mark : file.take->marks()) fmt::print("{:8.2f} s  {}\n", mark.time, printable(mark.text));
}

/// Ticks the player until it ends.
Result<bool> play(ReplayPlayer& player) {
    auto due = std::chrono::steady_clock::now();
    Result<bool> going = true;
    while (going && *going) {
        if (isInterrupted()) return fail(cancelledError());
        going = player.tick(std::chrono::steady_clock::now());
        due = std::max(due + std::chrono::milliseconds(10), std::chrono::steady_clock::now());
        std::this_thread::sleep_until(due);
    }
    return going;
}

/// Where the robot came to stand against the end of the recording, the worst joint.
double finalError(const Stage& stage, const Take& take, const ReplayReport& replay) {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const auto state = stage.robot.states().newest();
    const TakeSample end = take.sample(take.duration());
    double worst = 0;
    for (const std::string& name : replay.joints) {
        const auto recorded = std::ranges::find(take.joints(), name) - take.joints().begin();
        const auto present = std::ranges::find(stage.robot.joints(), name) - stage.robot.joints().begin();
        const double error = std::abs(state->position[static_cast<std::size_t>(present)] -
                                      end.position[static_cast<std::size_t>(recorded)]);
        if (std::isfinite(error)) worst = std::max(worst, error);
    }
    return worst;
}

void printPlan(const Stage& stage, const ReplayReport& plan, int passes) {
    fmt::print("Replaying {} joints on {}: {:.1f} s", plan.joints.size(), stage.robot.name(), plan.duration);
    if (passes > 1) fmt::print(", {} times", passes);
    if (plan.stretch > 1)
        fmt::print(", {:.2f} times slower than asked to keep every joint's speed and acceleration", plan.stretch);
    fmt::print("\n");
    std::fflush(stdout); // it may be long until there is more
}

/// Plays the take as often as asked. Returns the first pass's plan.
Result<ReplayReport> playAll(Stage& stage, const TakeFile& file, const RecordOptions& options) {
    std::optional<ReplayReport> plan;
    for (int pass = 0; pass < options.passes; ++pass) {
        auto lease = stage.gate.acquire(MotionSource::Replay, "the replay");
        if (!lease) return fail(lease.error());
        auto player = ReplayPlayer::create(file.take, {.speed = options.speed}, stage.gate, *std::move(lease));
        if (!player) return fail(player.error());
        if (!plan) {
            plan = player->report();
            if (!options.json) printPlan(stage, *plan, options.passes);
        }
        if (const auto played = play(*player); !played) return fail(played.error());
    }
    return *std::move(plan);
}

Status replay(const TakeFile& file, const RecordOptions& options) {
    const std::string robot = options.robot.empty() ? file.robotFile : options.robot;
    if (robot.empty())
        return fail(orrery::Errc::InvalidArgument,
                    "The recording does not say which robot it is of. Name one with --robot.");
    auto stage = makeStage(robotFile(robot));
    if (!stage) return fail(stage.error());
    const auto plan = playAll(**stage, file, options);
    if (!plan) return fail(plan.error());
    const double error = finalError(**stage, *file.take, *plan);
    if (options.json) {
        printJson({{"ok", true},
                   {"seconds", plan->duration},
                   {"passes", options.passes},
                   {"stretch", plan->stretch},
                   {"joints", plan->joints},
                   {"leftOut", plan->leftOut},
                   {"clamped", plan->clamped.size()},
                   {"finalError", error}});
    } else {
        fmt::print("Done; the last pose is met to {:.4f} rad or m.\n", error);
    }
    return {};
}

void runReplay(const RecordOptions& options, CommandContext& context) {
    watchInterrupts();
    const auto file = readTake(options.file);
    if (!file) return reportFailure(file.error(), options.json, context);
    if (!file->warning.empty()) fmt::print(stderr, "{}\n", file->warning);
    if (!options.csv.empty()) {
        if (Status saved = saveCsv(*file->take, options.csv); !saved)
            return reportFailure(saved.error(), options.json, context);
    }
    if (options.info || !options.csv.empty()) {
        if (options.json) return printJson(infoJson(*file));
        return printInfo(*file);
    }
    if (Status played = replay(*file, options); !played) return reportFailure(played.error(), options.json, context);
}

} // namespace

void addRobotRecordCommands(CLI::App& robot, CommandContext& context) {
    const auto options = std::make_shared<RecordOptions>();
    auto* record = robot.add_subcommand("record", "Record a simulated robot into an MCAP file");
    record->add_option("file", options->file, "The new file, ending in .mcap")->required();
    record->add_option("--robot", options->robot, "A description, or one of Orrery's own robots")->default_val("lyra");
    record->add_option("--gesture", options->gesture, "A gesture to play: one of the robot's own, or a file");
    record->add_option("--seconds", options->seconds, "How long; else until the gesture ends, or Ctrl-C")
        ->check(CLI::PositiveNumber);
    record->add_flag("--json", options->json, "Print one JSON object");
    record->callback([options, &context] { runRecord(*options, context); });

    const auto given = std::make_shared<RecordOptions>();
    auto* replay = robot.add_subcommand("replay", "Play a recording on a simulated robot, or say what is in it");
    replay->add_option("file", given->file, "The MCAP file")->required();
    replay->add_option("--robot", given->robot, "A description, or one of Orrery's own robots; else the recorded one");
    replay->add_option("--speed", given->speed, "1 = as recorded")->check(CLI::Range(0.05, 10.0));
    replay->add_option("--loop", given->passes, "How often to play it")->check(CLI::Range(1, 1'000'000));
    replay->add_option("--csv", given->csv, "Write the states to this new file instead of playing them");
    replay->add_flag("--info", given->info, "Say what is in it instead of playing it");
    replay->add_flag("--json", given->json, "Print one JSON object");
    replay->callback([given, &context] { runReplay(*given, context); });
}
