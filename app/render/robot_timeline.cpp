// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_timeline.h"

#include <orrery/platform/atomic_file.h>
#include <orrery/robot/kinematics/forward.h>
#include <orrery/robot/link/robot_link.h>
#include <orrery/robot/motion/gesture_player.h>
#include <orrery/robot/record/record_error.h>
#include <orrery/robot/record/take_file.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <utility>

using namespace orrery;
using namespace orrery::robot;

namespace {

/// A robot that is at once where it is told to be: for films, which have no time of their own.
class PerfectLink final : public RobotLink {
public:
    PerfectLink(const KinematicModel& model, std::vector<double> start) : m_positions(std::move(start)) {
        for (const Coordinate& coordinate : model.coordinates()) m_names.push_back(coordinate.name);
        JointState state;
        state.time = std::chrono::steady_clock::now();
        state.position = m_positions;
        m_states.push(state);
    }

    [[nodiscard]] std::string name() const override { return "film"; }
    [[nodiscard]] const JointNames& joints() const override { return m_names; }
    [[nodiscard]] const StateBuffer& states() const override { return m_states; }
    Status send(const JointCommand& command) override {
        for (const JointCommand::Target& target : command.targets()) m_positions[target.joint] = target.position;
        return {};
    }
    void stop(std::uint64_t) override {}

    [[nodiscard]] const std::vector<double>& positions() const { return m_positions; }

private:
    JointNames m_names;
    std::vector<double> m_positions;
    StateBuffer m_states;
};

std::size_t frameCount(double seconds, double fps) {
    return static_cast<std::size_t>(std::floor(seconds * fps + 1e-9)) + 1;
}

Status checkLength(double seconds, double fps) {
    if (seconds * fps < static_cast<double>(kMaxFrames)) return {};
    return fail(Errc::InvalidArgument, "The film would be too long. Fewer pictures a second make it possible.");
}

Result<RobotTimeline> filmTake(const RenderRequest& request, const KinematicModel& model, std::vector<double> start) {
    const auto file = readTake(request.take.toStdString());
    if (!file) return fail(file.error());
    const Take& take = *file->take;
    if (Status good = checkLength(take.duration(), request.fps); !good) return fail(good.error());
    std::vector<std::size_t> coordinate;
    for (const std::string& joint : take.joints()) coordinate.push_back(model.findCoordinate(joint));
    if (std::ranges::all_of(coordinate, [](std::size_t at) { return at == npos; })) {
        return fail(RecordErrc::NoJoints, "The recording moves no joint of this robot. Is it of another one?", {},
                    request.take.toStdString());
    }
    RobotTimeline timeline;
    for (std::size_t i = 0; i < frameCount(take.duration(), request.fps); ++i) {
        const TakeSample sample = take.sample(static_cast<double>(i) / request.fps);
        for (std::size_t j = 0; j < sample.position.size(); ++j)
            if (coordinate[j] != npos && std::isfinite(sample.position[j])) start[coordinate[j]] = sample.position[j];
        timeline.frames.push_back(start);
    }
    return timeline;
}

Result<Gesture> gestureOf(const RenderRequest& request, const std::string& robotFolder) {
    const std::filesystem::path own =
        std::filesystem::path(robotFolder) / "gestures" / (request.gesture.toStdString() + ".json");
    std::error_code ignored;
    const auto file =
        std::filesystem::exists(own, ignored) ? own : std::filesystem::path(request.gesture.toStdString());
    const auto text = platform::readFile(file, kMaxGestureBytes);
    if (!text) return fail(text.error());
    return readGesture(*text, file.string());
}

Result<RobotTimeline> filmGesture(const RenderRequest& request, const Description& description,
                                  const KinematicModel& model, const std::vector<double>& start,
                                  const std::string& robotFolder) {
    auto gesture = gestureOf(request, robotFolder);
    if (!gesture) return fail(gesture.error());
    PerfectLink link(model, start);
    MotionGate gate(description.joints, link);
    auto lease = gate.acquire(MotionSource::Gesture, gesture->title);
    if (!lease) return fail(lease.error());
    auto player = GesturePlayer::create(*gesture, gate, *std::move(lease));
    if (!player) return fail(player.error());
    const double seconds = player->report().duration;
    if (Status good = checkLength(seconds, request.fps); !good) return fail(good.error());
    RobotTimeline timeline;
    const SteadyTime begin = std::chrono::steady_clock::now();
    constexpr double tick = 0.01; // s
    double reached = -tick;
    for (std::size_t i = 0; i < frameCount(seconds, request.fps); ++i) {
        for (const double wanted = static_cast<double>(i) / request.fps; reached < wanted - 1e-9;) {
            reached = std::min(reached + tick, wanted);
            const auto now = begin + std::chrono::duration_cast<SteadyTime::duration>(
                                         std::chrono::duration<double>(std::max(0.0, reached)));
            if (const auto going = player->tick(now); !going) return fail(going.error());
        }
        timeline.frames.push_back(link.positions());
    }
    return timeline;
}

} // namespace

Result<RobotTimeline> timelineOf(const RenderRequest& request, const Description& description,
                                 const std::map<std::string, double>& home, const std::string& robotFolder) {
    const KinematicModel model(description);
    std::vector<double> start = neutralPositions(model);
    for (const auto& [name, value] : home) {
        if (const std::size_t at = model.findCoordinate(name); at != npos) start[at] = value;
    }
    for (const auto& [name, value] : request.positions) {
        const std::size_t at = model.findCoordinate(name);
        if (at == npos) return fail(Errc::NotFound, "This robot has no joint '" + name + "' that can be set.");
        start[at] = value;
    }
    if (!request.take.isEmpty()) return filmTake(request, model, std::move(start));
    if (!request.gesture.isEmpty()) return filmGesture(request, description, model, start, robotFolder);
    return RobotTimeline{{std::move(start)}};
}
