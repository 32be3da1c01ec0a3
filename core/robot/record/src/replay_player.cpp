// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/record/replay_player.h>

#include <orrery/robot/record/pyramid.h>
#include <orrery/robot/record/record_error.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

namespace orrery::robot {
namespace {

constexpr double kLongestStep = 0.05; // s; a tick that comes later than this does not catch up
constexpr double kSpeedWindow = 0.1;  // s over which a recorded speed or acceleration counts; less is noise
constexpr double kMostStretch = 100;
constexpr double kCheckStep = 0.02;       // s from pose to pose when looking for contacts
constexpr double kApproachShare = 0.5;    // of a joint's speed
constexpr double kShortestApproach = 0.2; // s
constexpr double kTolerated = 1.02;       // more speed than a joint has, before the replay is slowed down
constexpr std::chrono::milliseconds kIntentLife{200};

struct ReplayedJoint {
    std::string name;
    std::size_t column;  // in the take
    double velocity;     // its greatest
    double acceleration; // its greatest
    std::size_t index;   // in the link's states
    double from = 0;     // where the approach begins
    double last = 0;     // what was sent last
    double first = 0;    // where the approach ends
};

/// The greatest speed of a column, over windows.
double peakSpeed(const std::vector<double>& times, const std::vector<double>& values) {
    double peak = 0;
    std::size_t end = 0;
    for (std::size_t begin = 0; begin < times.size(); ++begin) {
        while (end < times.size() && times[end] - times[begin] < kSpeedWindow) ++end;
        if (end == times.size()) break;
        const double speed = std::abs(values[end] - values[begin]) / (times[end] - times[begin]);
        if (std::isfinite(speed)) peak = std::max(peak, speed);
    }
    return peak;
}

/// The greatest acceleration of a column, by second differences over windows.
double peakAcceleration(const std::vector<double>& times, const std::vector<double>& values) {
    double peak = 0;
    std::size_t middle = 0;
    std::size_t end = 0;
    for (std::size_t begin = 0; begin < times.size(); ++begin) {
        while (middle < times.size() && times[middle] - times[begin] < kSpeedWindow) ++middle;
        while (end < times.size() && (end <= middle || times[end] - times[middle] < kSpeedWindow)) ++end;
        if (end >= times.size()) break;
        const double first = times[middle] - times[begin];
        const double second = times[end] - times[middle];
        const double before = (values[middle] - values[begin]) / first;
        const double after = (values[end] - values[middle]) / second;
        const double acceleration = std::abs(after - before) / ((first + second) / 2);
        if (std::isfinite(acceleration)) peak = std::max(peak, acceleration);
    }
    return peak;
}

double firstFinite(const std::vector<double>& values, double otherwise) {
    const auto found = std::ranges::find_if(values, [](double value) { return std::isfinite(value); });
    return found == values.end() ? otherwise : *found;
}

double smooth(double share) {
    return share * share * (3 - 2 * share);
}

Result<std::vector<ClampedJoint>> checkExtremes(const MotionGate& gate, const std::string& joint,
                                                const std::vector<double>& values) {
    std::vector<ClampedJoint> clamped;
    const MinMax range = MinMaxPyramid(values).over(0, values.size());
    if (range.empty()) return clamped;
    for (const double extreme : {range.least, range.greatest}) {
        const auto verdict = gate.check({{joint, extreme, std::nullopt}});
        if (!verdict) {
            Error error = verdict.error();
            error.message = "The recording does not fit this robot: " + error.message;
            return fail(std::move(error));
        }
        clamped.insert(clamped.end(), verdict->clamped.begin(), verdict->clamped.end());
    }
    return clamped;
}

} // namespace

struct ReplayPlayer::State {
    State(std::shared_ptr<const Take> recorded, bool again, MotionGate& motionGate, MotionLease motionLease)
        : take(std::move(recorded)), loop(again), gate(motionGate), lease(std::move(motionLease)) {}

    std::shared_ptr<const Take> take;
    bool loop;
    MotionGate& gate;
    MotionLease lease;
    std::vector<ReplayedJoint> joints;
    bool paused = false;
    double peak = 0;     // share of what a joint may that the take needs at speed 1, of speed or acceleration
    double rate = 1;     // take seconds a second
    double start = 0;    // take seconds where the approach leads to
    double approach = 0; // s
    double elapsed = 0;
    std::optional<SteadyTime> lastTick;
    ReplayReport report;

    void advance(SteadyTime now) {
        const std::chrono::duration<double> step = lastTick ? now - *lastTick : SteadyTime::duration::zero();
        const double next = elapsed + std::clamp(step.count(), 0.0, kLongestStep);
        elapsed = paused ? std::min(next, std::max(elapsed, approach)) : next;
        lastTick = std::max(now, lastTick.value_or(now));
    }

    [[nodiscard]] double time() const {
        return std::clamp(start + std::max(elapsed - approach, 0.0) * rate, start, std::max(start, take->duration()));
    }
    [[nodiscard]] bool atEnd() const { return start + (elapsed - approach) * rate >= take->duration(); }

    void planApproach() {
        approach = 0;
        const TakeSample sample = take->sample(start);
        for (ReplayedJoint& joint : joints) {
            const double there = sample.position[joint.column];
            joint.first =
                std::isfinite(there) ? there : firstFinite(take->column(Quantity::Position, joint.column), joint.from);
            const double way = std::abs(joint.first - joint.from);
            approach = std::max({approach, 1.5 * way / (kApproachShare * joint.velocity),
                                 std::sqrt(6 * way / (kApproachShare * joint.acceleration))});
        }
        if (approach > 0) approach = std::max(approach, kShortestApproach);
    }

    /// In the approach between where the joint was and its first position, else as recorded.
    [[nodiscard]] double positionOf(const ReplayedJoint& joint, const TakeSample& sample) const {
        if (elapsed >= approach) {
            const double value = sample.position[joint.column];
            return std::isfinite(value) ? value : joint.last;
        }
        return joint.from + smooth(elapsed / approach) * (joint.first - joint.from);
    }

    Intent intentNow() {
        const TakeSample sample = take->sample(time());
        Intent intent;
        intent.source = MotionSource::Replay;
        intent.expires = std::chrono::steady_clock::now() + kIntentLife;
        for (ReplayedJoint& joint : joints) {
            joint.last = positionOf(joint, sample);
            intent.targets.push_back({joint.name, joint.last, std::nullopt});
        }
        return intent;
    }

    void startAt(double takeTime) {
        for (ReplayedJoint& joint : joints) joint.from = joint.last;
        start = std::clamp(takeTime, 0.0, take->duration());
        elapsed = 0;
        planApproach();
    }

    void setSpeed(double speed) {
        if (elapsed > approach) {
            start = time();
            elapsed = approach;
        }
        report.stretch = peak * speed < kTolerated ? 1 : peak * speed;
        rate = speed / report.stretch;
    }

    Status plan(const ReplayOptions& options, const std::stop_token& stop) {
        const auto present = gate.link().states().newest();
        if (!present)
            return fail(MotionErrc::NoState, "The robot has not reported where its joints are. Try again in a moment.");
        const JointNames& names = gate.link().joints();
        for (std::size_t i = 0; i < take->joints().size(); ++i) {
            if (stop.stop_requested()) return fail(cancelledError());
            const std::string& name = take->joints()[i];
            const auto bounds = gate.bounds(name);
            const auto index = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
            const auto& values = take->column(Quantity::Position, i);
            if (!bounds || values.empty() || index >= present->position.size()) {
                report.leftOut.push_back(name);
                continue;
            }
            auto clamped = checkExtremes(gate, name, values);
            if (!clamped) return fail(clamped.error());
            report.clamped.insert(report.clamped.end(), clamped->begin(), clamped->end());
            const double bend = peakAcceleration(take->times(), values) / bounds->acceleration;
            peak = std::max({peak, peakSpeed(take->times(), values) / bounds->velocity, std::sqrt(bend)});
            report.joints.push_back(name);
            const double at = present->position[index];
            joints.push_back({name, i, bounds->velocity, bounds->acceleration, index, at, at, at});
        }
        if (joints.empty())
            return fail(RecordErrc::NoJoints,
                        "This robot has none of the joints that were recorded. Choose the robot "
                        "the recording was made with.",
                        fmt::format("recorded: {}", fmt::join(take->joints(), ", ")));
        paused = options.paused;
        setSpeed(options.speed);
        startAt(options.from);
        report.duration = approach + (take->duration() - start) / rate;
        return checkPlan(present->position, stop);
    }

    [[nodiscard]] Status checkPlan(std::vector<double> pose, const std::stop_token& stop) {
        if (report.stretch > kMostStretch) {
            return fail(MotionErrc::TooFast,
                        fmt::format("The recording is too fast for this robot: it would have to be "
                                    "played {:.0f} times slower.",
                                    report.stretch));
        }
        if (!gate.constraint()) return {};
        std::vector<std::vector<double>> poses{pose};
        for (double time = 0; time < report.duration + kCheckStep && !stop.stop_requested(); time += kCheckStep) {
            elapsed = std::min(time, report.duration);
            const TakeSample sample = take->sample(this->time());
            for (ReplayedJoint& joint : joints) pose[joint.index] = joint.last = positionOf(joint, sample);
            poses.push_back(pose);
        }
        elapsed = 0;
        for (ReplayedJoint& joint : joints) joint.last = joint.from;
        const auto violation = gate.firstViolation(poses, stop);
        if (stop.stop_requested()) return fail(cancelledError());
        if (!violation) return {};
        return fail(MotionErrc::Contact, "The recording cannot be played from here: " + violation->sentence, {},
                    violation->first);
    }
};

ReplayPlayer::ReplayPlayer(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ReplayPlayer::ReplayPlayer(ReplayPlayer&&) noexcept = default;
ReplayPlayer& ReplayPlayer::operator=(ReplayPlayer&&) noexcept = default;
ReplayPlayer::~ReplayPlayer() = default;

Result<ReplayPlayer> ReplayPlayer::create(std::shared_ptr<const Take> take, const ReplayOptions& options,
                                          MotionGate& gate, MotionLease lease, const std::stop_token& stop) {
    if (!(options.speed >= kSlowestReplay && options.speed <= kFastestReplay))
        return fail(Errc::InvalidArgument, "A replay's speed lies between 0.05 and 10.");
    auto state = std::make_unique<State>(std::move(take), options.loop, gate, std::move(lease));
    if (Status status = state->plan(options, stop); !status) return fail(status.error());
    return ReplayPlayer(std::move(state));
}

Result<bool> ReplayPlayer::tick(SteadyTime now) {
    State& state = *m_state;
    state.advance(now);
    const bool over = state.atEnd() && !state.paused;
    const auto verdict = state.gate.submit(state.intentNow(), state.lease);
    if (!verdict) return fail(verdict.error());
    if (over && state.loop) state.startAt(0);
    return !over || state.loop;
}

void ReplayPlayer::setPaused(bool paused) {
    m_state->paused = paused;
}

void ReplayPlayer::seek(double takeTime) {
    m_state->startAt(std::isfinite(takeTime) ? takeTime : 0);
}

void ReplayPlayer::setSpeed(double speed) {
    if (std::isfinite(speed)) m_state->setSpeed(std::clamp(speed, kSlowestReplay, kFastestReplay));
}

void ReplayPlayer::setLoop(bool loop) {
    m_state->loop = loop;
}

double ReplayPlayer::takeTime() const {
    return m_state->time();
}

const ReplayReport& ReplayPlayer::report() const {
    return m_state->report;
}

} // namespace orrery::robot
