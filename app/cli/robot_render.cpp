// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_render.h"

#include "interrupt.h"
#include "output.h"
#include "robot_options.h"

#include <orrery/base/executor.h>
#include <orrery/platform/child_process.h>
#include <orrery/platform/event_thread.h>
#include <orrery/platform/paths.h>

#include <QCoreApplication>

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace orrery;
namespace fs = std::filesystem;

namespace {

struct RenderOptions {
    std::string file;
    std::string picture;
    std::string video;
    std::string robot;
    std::string gesture;
    std::string size = "1280x720";
    std::string pose;
    std::string camera;
    std::string theme = "dark";
    double fps = 30;
    std::string view;
    std::string overlays;
    std::string section;
    std::string explosion;
    std::string opacity;
    std::vector<std::string> beside;
    bool flip = false;
    bool transparent = false;
    bool json = false;

    [[nodiscard]] bool isTake() const { return file.ends_with(".mcap"); }
    [[nodiscard]] const std::string& out() const { return video.empty() ? picture : video; }
};

/// The program that draws: installed beside this one, or on PATH.
Result<std::string> drawingProgram() {
    const fs::path beside = fs::path(QCoreApplication::applicationDirPath().toStdString()) / "orrery-render";
    std::error_code ignored;
    if (fs::exists(beside, ignored)) return beside.string();
    if (const auto found = platform::findOnPath("orrery-render")) return found->string();
    return fail(Errc::Unsupported,
                "Pictures are drawn by the program orrery-render, which is neither beside this one nor on "
                "PATH. It comes with the window: install all of Orrery.");
}

Status check(const RenderOptions& options) {
    if (options.picture.empty() == options.video.empty())
        return fail(Errc::InvalidArgument, "Say where the picture goes with -o, or the film with --video.");
    const bool film = options.isTake() || !options.gesture.empty();
    if (film && options.video.empty())
        return fail(Errc::InvalidArgument, "A recording or a gesture becomes a film: say where it goes with --video.");
    if (!film && !options.video.empty())
        return fail(Errc::InvalidArgument, "A film needs a recording (.mcap) or a gesture (--gesture).");
    return {};
}

std::vector<std::string> arguments(const RenderOptions& options) {
    std::vector<std::string> result{"--out", options.out(), "--size", options.size, "--theme", options.theme};
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) result.insert(result.end(), {name, value});
    };
    add("--pose", options.pose);
    add("--camera", options.camera);
    add("--gesture", options.gesture);
    add("--view", options.view);
    add("--overlay", options.overlays);
    add("--section", options.section);
    add("--explode", options.explosion);
    add("--opacity", options.opacity);
    for (const std::string& robot : options.beside) add("--beside", robot);
    if (options.flip) result.emplace_back("--flip");
    if (options.isTake()) add("--take", options.file);
    if (!options.video.empty()) add("--fps", fmt::format("{}", options.fps));
    if (options.transparent) result.emplace_back("--transparent");
    const std::string robot = options.isTake() ? options.robot : options.file;
    if (!robot.empty()) result.insert(result.end(), {"--", robot});
    return result;
}

/// Takes the program's lines apart: "frame 3 of 60".
class Progress {
public:
    explicit Progress(bool shown) : m_shown(shown) {}

    void add(std::string_view bytes) {
        m_text += bytes;
        for (auto end = m_text.find('\n'); end != std::string::npos; end = m_text.find('\n')) {
            if (m_text.starts_with("frame ")) line(m_text.substr(0, end));
            m_text.erase(0, end + 1);
        }
    }
    void done() const {
        if (m_shown && m_frames > 1) fmt::print(stderr, "\n");
    }
    [[nodiscard]] int frames() const { return m_frames; }

private:
    void line(const std::string& text) {
        ++m_frames;
        if (m_shown && !text.ends_with(" of 1")) fmt::print(stderr, "\r{}", text);
    }

    bool m_shown;
    std::string m_text;
    int m_frames = 0;
};

struct Ended {
    Result<platform::ProcessExit> exit = fail(cancelledError());
    std::string errors;
    int frames = 0;
};

Ended draw(const std::string& program, const RenderOptions& options) {
    platform::EventThread processes;
    ManualExecutor executor;
    platform::ChildProcess child(processes, executor);
    Progress progress(isatty(fileno(stderr)) != 0 && !options.json);
    Ended result;
    bool ended = false;
    std::error_code ignored;
    platform::ProcessSpec spec;
    spec.program = program;
    spec.arguments = arguments(options);
    spec.workingDirectory = fs::current_path(ignored).string();
    child.start(std::move(spec), {.onStarted = {},
                                  .onStdout = [&](std::string_view bytes) { progress.add(bytes); },
                                  .onStderr = [&](std::string_view bytes) { result.errors += bytes; },
                                  .onFinished =
                                      [&](Result<platform::ProcessExit> exit) {
                                          result.exit = std::move(exit);
                                          ended = true;
                                      }});
    executor.runUntil([&] { return ended || isInterrupted(); });
    if (!ended) child.end(std::chrono::seconds(10)); // it takes away what is half done
    executor.runUntil([&] { return ended; });
    progress.done();
    result.frames = progress.frames();
    return result;
}

void runRender(const RenderOptions& options, CommandContext& context) {
    if (Status good = check(options); !good) {
        reportFailure(good.error(), options.json, context);
        context.exitCode = 2;
        return;
    }
    const auto program = drawingProgram();
    if (!program) return reportFailure(program.error(), options.json, context);
    watchInterrupts();
    const Ended ended = draw(*program, options);
    if (isInterrupted()) {
        context.exitCode = interruptedExitCode;
        return;
    }
    if (!ended.exit) return reportFailure(ended.exit.error(), options.json, context);
    if (ended.exit->signalled || ended.exit->code != 0) {
        std::string said = ended.errors.substr(0, ended.errors.find_last_not_of('\n') + 1);
        if (said.empty()) said = "The program orrery-render ended without drawing.";
        reportFailure({Errc::Io, std::move(said), {}, {}}, options.json, context);
        if (!ended.exit->signalled) context.exitCode = ended.exit->code;
        return;
    }
    if (!ended.errors.empty()) fmt::print(stderr, "{}", ended.errors);
    if (options.json) return printJson({{"ok", true}, {"file", options.out()}, {"frames", ended.frames}});
    fmt::print("{}{}\n", options.out(), ended.frames > 1 ? fmt::format(": {} frames", ended.frames) : "");
}

} // namespace

void addRobotRenderCommand(CLI::App& robot, CommandContext& context) {
    const auto options = std::make_shared<RenderOptions>();
    auto* render = robot.add_subcommand("render", "Draw a robot into a picture, or a recording or gesture into a film");
    render->add_option("file", options->file, "A description, one of Orrery's own robots, or a recording (.mcap)")
        ->required();
    render->add_option("-o,--out", options->picture, "The picture, ending in .png");
    render->add_option("--video", options->video, "The film: .mp4 or .webm (needs ffmpeg), or a folder for pictures");
    render->add_option("--robot", options->robot, "The robot of a recording; else the one it names");
    render->add_option("--gesture", options->gesture, "A gesture to film: one of the robot's own, or a file");
    render->add_option("--fps", options->fps, "Pictures a second of a film")
        ->check(CLI::Range(1.0, 240.0))
        ->capture_default_str();
    render->add_option("--size", options->size, "Width and height in pixels: WxH")->capture_default_str();
    render->add_option("--pose", options->pose, "Joint values, in rad and m: JOINT=VALUE,JOINT=VALUE");
    render->add_option("--camera", options->camera,
                       "home, front, back, left, right, top, or YAW,PITCH[,DISTANCE[,X,Y,Z]] in degrees and m");
    render->add_option("--theme", options->theme, "dark, light or contrast")->capture_default_str();
    render->add_option(
        "--view", options->view,
        "How the robot is looked at: a JSON file, as {\"frames\": true, \"section\": {\"axis\": \"y\"}}; the options "
        "below add to it");
    render->add_option("--overlay", options->overlays, "Drawn over it: frames,axes,masses,inertia,collisions");
    render->add_option("--section", options->section, "Cut it across an axis: x, y or z, or as x=0.4 where (0 to 1)");
    render->add_flag("--flip", options->flip, "Keep the other side of the cut");
    render->add_option("--explode", options->explosion, "Move its parts apart, 0 to 1")->check(CLI::Range(0.0, 1.0));
    render->add_option("--opacity", options->opacity, "How solid it is, 0.1 to 1")->check(CLI::Range(0.1, 1.0));
    render->add_option("--beside", options->beside,
                       "Another robot on the stage, as often as wanted: FILE, or FILE@X,Y[,TURN] in m and degrees");
    render->add_flag("--transparent", options->transparent, "Only the robot, on nothing");
    render->add_flag("--json", options->json, "Print one JSON object");
    render->callback([options, &context] { runRender(*options, context); });
}
