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
    double rate = 1;     // take seconds a second
    double approach = 0; // s
    double elapsed = 0;
    std::optional<SteadyTime> lastTick;
    ReplayReport report;

    void advance(SteadyTime now) {
        const std::chrono::duration<double> step = lastTick ? now - *lastTick : SteadyTime::duration::zero();
        elapsed += std::clamp(step.count(), 0.0, kLongestStep);
        lastTick = std::max(now, lastTick.value_or(now));
    }

    [[nodiscard]] double time() const { return std::clamp((elapsed - approach) * rate, 0.0, take->duration()); }

    void planApproach() {
        approach = 0;
        for (const ReplayedJoint& joint : joints) {
            const double first = firstFinite(take->column(Quantity::Position, joint.column), joint.from);
            const double way = std::abs(first - joint.from);
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
        const double first = firstFinite(take->column(Quantity::Position, joint.column), joint.from);
        return joint.from + smooth(elapsed / approach) * (first - joint.from);
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

    void startOver() {
        for (ReplayedJoint& joint : joints) joint.from = joint.last;
        elapsed = 0;
        planApproach();
    }

    Status plan(double speed) {
        const auto present = gate.link().states().newest();
        if (!present)
            return fail(MotionErrc::NoState, "The robot has not reported where its joints are. Try again in a moment.");
        const JointNames& names = gate.link().joints();
        for (std::size_t i = 0; i < take->joints().size(); ++i) {
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
            const double bend = peakAcceleration(take->times(), values) * speed * speed / bounds->acceleration;
            report.stretch = std::max(
                {report.stretch, peakSpeed(take->times(), values) * speed / bounds->velocity, std::sqrt(bend)});
            report.joints.push_back(name);
            joints.push_back({name, i, bounds->velocity, bounds->acceleration, index, present->position[index],
                              present->position[index]});
        }
        if (joints.empty())
            return fail(RecordErrc::NoJoints,
                        "This robot has none of the joints that were recorded. Choose the robot "
                        "the recording was made with.",
                        fmt::format("recorded: {}", fmt::join(take->joints(), ", ")));
        if (report.stretch < kTolerated) report.stretch = 1;
        rate = speed / report.stretch;
        planApproach();
        report.duration = approach + take->duration() / rate;
        return checkPlan(present->position);
    }

    [[nodiscard]] Status checkPlan(std::vector<double> pose) {
        if (report.stretch > kMostStretch) {
            return fail(MotionErrc::TooFast,
                        fmt::format("The recording is too fast for this robot: it would have to be "
                                    "played {:.0f} times slower.",
                                    report.stretch));
        }
        if (!gate.constraint()) return {};
        std::vector<std::vector<double>> poses{pose};
        for (double time = 0; time < report.duration + kCheckStep; time += kCheckStep) {
            elapsed = std::min(time, report.duration);
            const TakeSample sample = take->sample(this->time());
            for (ReplayedJoint& joint : joints) pose[joint.index] = joint.last = positionOf(joint, sample);
            poses.push_back(pose);
        }
        elapsed = 0;
        for (ReplayedJoint& joint : joints) joint.last = joint.from;
        const auto violation = gate.firstViolation(poses);
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
                                          MotionGate& gate, MotionLease lease) {
    if (!(options.speed >= 0.05 && options.speed <= 10))
        return fail(Errc::InvalidArgument, "A replay's speed lies between 0.05 and 10.");
    auto state = std::make_unique<State>(std::move(take), options.loop, gate, std::move(lease));
    if (Status status = state->plan(options.speed); !status) return fail(status.error());
    return ReplayPlayer(std::move(state));
}

Result<bool> ReplayPlayer::tick(SteadyTime now) {
    State& state = *m_state;
    state.advance(now);
    const bool atEnd = (state.elapsed - state.approach) * state.rate >= state.take->duration();
    const auto verdict = state.gate.submit(state.intentNow(), state.lease);
    if (!verdict) return fail(verdict.error());
    if (atEnd && state.loop) state.startOver();
    return !atEnd || state.loop;
}

double ReplayPlayer::takeTime() const {
    return m_state->time();
}

const ReplayReport& ReplayPlayer::report() const {
    return m_state->report;
}

} // namespace orrery::robot
