// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/motion_monitor.h>
#include <orrery/robot/motion/stop_procedure.h>

#include "rest_watch.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <utility>

namespace orrery::robot {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{3};      // for a stop
constexpr std::chrono::seconds kFallPatience{10}; // for what falls
constexpr std::chrono::seconds kParkPatience{5};  // beyond the time the way takes
constexpr std::chrono::seconds kIntentLife{1};

std::vector<JointTarget> slowly(std::vector<JointTarget> targets, const MotionGate& gate) {
    for (JointTarget& target : targets) {
        const auto bounds = gate.bounds(target.joint);
        if (!bounds) continue;
        target.maxVelocity = kParkSpeed * bounds->velocity;
        target.maxAcceleration = kParkAcceleration * bounds->acceleration;
    }
    return targets;
}

std::string stopSentence(StopLevel level, const StopReport& report) {
    if (!report.atRest)
        return fmt::format("Still moving after {:.1f} s: {}.", report.milliseconds / 1000,
                           fmt::join(report.moving, ", "));
    if (level == StopLevel::Release)
        return fmt::format("The motors are off; the robot came to rest after {:.0f} ms.", report.milliseconds);
    return fmt::format("The robot came to rest after {:.0f} ms and holds.", report.milliseconds);
}

} // namespace

struct StopProcedure::State {
    State(MotionGate& motionGate, StopLevel stopLevel, std::vector<JointTarget> pose, SteadyTime now)
        : gate(motionGate),
          level(stopLevel),
          park(std::move(pose)),
          began(now),
          deadline(now + (stopLevel == StopLevel::Release ? kFallPatience : kPatience)),
          watch(motionGate.link().joints(), now) {
        report.level = stopLevel;
    }

    MotionGate& gate;
    StopLevel level;
    std::vector<JointTarget> park;
    std::uint64_t epoch = 0;
    SteadyTime began;
    SteadyTime deadline;
    RestWatch watch;
    StopReport report;
    std::optional<MotionLease> travel;

    /// @return whether the wait is over; the report says how.
    bool settle() {
        watch.update(gate.link().states());
        const SteadyTime now = Clock::now();
        const auto rest = watch.restSince();
        if (!rest && now < deadline) return false;
        report.atRest = rest.has_value();
        report.moving = watch.moving();
        report.milliseconds = std::chrono::duration<double, std::milli>(rest.value_or(now) - began).count();
        report.sentence = stopSentence(level, report);
        return true;
    }

    StopReport endWith(std::string_view what) {
        report.sentence = fmt::format("{} {}", report.sentence, what);
        travel.reset();
        return report;
    }

    /// Holds; now to the park pose. @return the report if that is the end already.
    std::optional<StopReport> depart() {
        if (!report.atRest) return endWith("It was not parked.");
        auto lease = gate.acquire(MotionSource::Script, "parking", epoch);
        if (!lease) return endWith("It was not parked: " + lease.error().message);
        const auto ghost = gate.preview(park);
        const Intent intent{MotionSource::Script, park, Clock::now() + kIntentLife, {}};
        const auto verdict = gate.submit(intent, *lease);
        if (!verdict) return endWith("It was not parked: " + verdict.error().message);
        travel = std::move(*lease);
        const std::chrono::duration<double> takes(ghost ? ghost->duration : 0);
        const SteadyTime now = Clock::now();
        deadline = now + kParkPatience + std::chrono::duration_cast<Clock::duration>(takes);
        watch = RestWatch(gate.link().joints(), now);
        return std::nullopt;
    }

    std::optional<StopReport> arrive() {
        if (!travel->held()) {
            const bool stopped = gate.epoch() != epoch;
            return endWith(stopped ? "Parking was stopped." : "Parking ended because a person took over.");
        }
        watch.update(gate.link().states());
        if (isThere() && watch.restSince()) {
            report.parked = true;
            return endWith("It is parked and holds.");
        }
        if (Clock::now() < deadline) return std::nullopt;
        return endWith("It did not reach its park pose.");
    }

    [[nodiscard]] bool isThere() const {
        const MonitorTolerances tolerances;
        const auto state = gate.link().states().newest();
        for (const AppliedTarget& target : gate.applied()) {
            const double near = target.linear ? tolerances.arrivedLinear : tolerances.arrived;
            if (!state || !(std::abs(state->position[target.index] - target.position) <= near)) return false;
        }
        return true;
    }
};

StopProcedure::StopProcedure(std::unique_ptr<State> state) : m_state(std::move(state)) {}
StopProcedure::StopProcedure(StopProcedure&&) noexcept = default;
StopProcedure& StopProcedure::operator=(StopProcedure&&) noexcept = default;
StopProcedure::~StopProcedure() = default;

Result<StopProcedure> StopProcedure::begin(MotionGate& gate, StopLevel level, std::vector<JointTarget> park) {
    const SteadyTime now = Clock::now();
    std::uint64_t begun = 0;
    if (level == StopLevel::Release) {
        if (Status released = gate.release(); !released) return fail(released.error());
    } else {
        begun = gate.stop();
    }
    auto state = std::make_unique<State>(gate, level, slowly(std::move(park), gate), now);
    state->epoch = begun;
    if (level == StopLevel::Park) {
        if (const auto verdict = gate.check(state->park); !verdict) return fail(verdict.error());
    }
    return StopProcedure(std::move(state));
}

std::optional<StopReport> StopProcedure::tick() {
    State& state = *m_state;
    if (state.travel) return state.arrive();
    if (!state.settle()) return std::nullopt;
    if (state.level == StopLevel::Park) return state.depart();
    return state.report;
}

} // namespace orrery::robot
