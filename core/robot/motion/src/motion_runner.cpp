// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/motion_runner.h>

#include <orrery/robot/motion/player_thread.h>

#include <cstdint>
#include <utility>

namespace orrery::robot {
namespace {

struct GestureJob {
    using Player = GesturePlayer;
    using Report = GestureReport;
    struct Place {};
    struct Changes {
        void apply(GesturePlayer& /*player*/) const {}
        void apply(GestureJob& /*job*/) const {}
        [[nodiscard]] Place whereTo(Place place) const { return place; }
    };
    static constexpr bool replaces = false;
    static Place placeOf(const GesturePlayer& /*player*/) { return {}; }

    Gesture gesture;
    std::stop_token stop;
    MotionRunner::Completion completion;
    std::uint64_t epoch;

    [[nodiscard]] Result<GesturePlayer> prepare(MotionGate& gate, const std::stop_token& /*giveUp*/) const {
        auto lease = gate.acquire(MotionSource::Gesture, gesture.title, epoch);
        if (!lease) return fail(lease.error());
        return GesturePlayer::create(gesture, gate, std::move(*lease));
    }
};

} // namespace

struct MotionRunner::State {
    MotionGate& gate;
    PlayerThread<GestureJob> thread;
};

MotionRunner::MotionRunner(MotionGate& gate, Executor& completions) : m_state(new State{gate, {gate, completions}}) {}

MotionRunner::~MotionRunner() = default;

void MotionRunner::start(Gesture gesture, std::stop_token stop, Completion completion) {
    m_state->thread.start({std::move(gesture), std::move(stop), std::move(completion), m_state->gate.epoch()});
}

} // namespace orrery::robot
