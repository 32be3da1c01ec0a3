// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/gesture_player.h>

#include "gesture_plan.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace orrery::robot {
namespace {

constexpr double kLongestStep = 0.05; // s; a tick that comes later than this does not catch up
constexpr std::chrono::milliseconds kIntentLife{200};

} // namespace

struct GesturePlayer::State {
    GesturePlan plan;
    MotionGate& gate;
    MotionLease lease;
    std::optional<SteadyTime> lastTick;
    double elapsed = 0;

    void advance(SteadyTime now) {
        const std::chrono::duration<double> step = lastTick ? now - *lastTick : SteadyTime::duration::zero();
        elapsed += std::clamp(step.count(), 0.0, kLongestStep);
        lastTick = std::max(now, lastTick.value_or(now));
    }

    [[nodiscard]] Intent intentNow() const {
        Intent intent;
        intent.source = MotionSource::Gesture;
        intent.expires = std::chrono::steady_clock::now() + kIntentLife;
        const double time = plan.trackTime(elapsed);
        for (const auto& [joint, track] : plan.tracks) intent.targets.push_back({joint, track.at(time), std::nullopt});
        return intent;
    }
};

GesturePlayer::GesturePlayer(std::unique_ptr<State> state) : m_state(std::move(state)) {}
GesturePlayer::GesturePlayer(GesturePlayer&&) noexcept = default;
GesturePlayer& GesturePlayer::operator=(GesturePlayer&&) noexcept = default;
GesturePlayer::~GesturePlayer() = default;

Result<GesturePlayer> GesturePlayer::create(const Gesture& gesture, MotionGate& gate, MotionLease lease) {
    auto plan = planGesture(gesture, gate);
    if (!plan) return fail(plan.error());
    return GesturePlayer(std::make_unique<State>(State{std::move(*plan), gate, std::move(lease), std::nullopt, 0}));
}

Result<bool> GesturePlayer::tick(SteadyTime now) {
    m_state->advance(now);
    const auto verdict = m_state->gate.submit(m_state->intentNow(), m_state->lease);
    if (!verdict) return fail(verdict.error());
    return m_state->plan.loop || m_state->elapsed < m_state->plan.end;
}

const GestureReport& GesturePlayer::report() const {
    return m_state->plan.report;
}

} // namespace orrery::robot
