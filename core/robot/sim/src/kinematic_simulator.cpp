// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/sim/kinematic_simulator.h>

#include "joint_set.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace orrery::robot {
namespace {

constexpr std::chrono::milliseconds kMisalignment{100};

struct Pending {
    JointCommand::Target target;
    std::uint64_t epoch;
};

} // namespace

struct KinematicSimulator::State {
    State(const Description& description, KinematicSimulatorOptions given)
        : options(std::move(given)),
          period(1 / std::clamp(options.rate, 10.0, 1000.0)),
          joints(description, options),
          pending(joints.names().size()),
          frozen(options.frozen) {}

    KinematicSimulatorOptions options;
    double period;
    JointSet joints; // the thread's own after construction, but for names and isFollower
    StateBuffer states;
    std::mutex mutex;
    std::vector<std::optional<Pending>> pending; // guarded; the newest target of each joint
    std::atomic<std::uint64_t> stopEpoch{0};
    std::uint64_t heldEpoch = 0; // the thread's own
    std::atomic<bool> frozen;
    std::jthread thread; // last: joined before the rest goes

    void run(const std::stop_token& stop, SteadyTime due) {
        const auto step = std::chrono::duration_cast<SteadyTime::duration>(std::chrono::duration<double>(period));
        while (!stop.stop_requested()) {
            due += step;
            std::this_thread::sleep_until(due);
            const SteadyTime now = std::chrono::steady_clock::now();
            if (now - due > kMisalignment) due = now;
            advance();
            states.push(joints.state(due));
        }
    }

    void advance() {
        takeStop();
        takeCommands();
        if (frozen) {
            joints.freeze();
        } else {
            joints.step(period);
        }
    }

    void takeStop() {
        const std::uint64_t newest = stopEpoch;
        if (newest == heldEpoch) return;
        heldEpoch = newest;
        joints.hold();
    }

    void takeCommands() {
        const std::lock_guard lock(mutex);
        for (auto& command : pending) {
            if (command && command->epoch >= heldEpoch) joints.setTarget(command->target);
            command.reset();
        }
    }

    Status checkTarget(const JointCommand::Target& target) const {
        if (target.joint < pending.size() && !joints.isFollower(target.joint)) return {};
        return fail(Errc::InvalidArgument, "The simulated robot has no motor for a joint it was asked to move.");
    }
};

KinematicSimulator::KinematicSimulator(const Description& description, KinematicSimulatorOptions options)
    : m_state(std::make_unique<State>(description, std::move(options))) {
    const SteadyTime now = std::chrono::steady_clock::now();
    m_state->states.push(m_state->joints.state(now));
    m_state->thread =
        std::jthread([state = m_state.get(), now](const std::stop_token& stop) { state->run(stop, now); });
}

KinematicSimulator::~KinematicSimulator() = default;

std::string KinematicSimulator::name() const {
    return m_state->options.name;
}

const JointNames& KinematicSimulator::joints() const {
    return m_state->joints.names();
}

const StateBuffer& KinematicSimulator::states() const {
    return m_state->states;
}

Status KinematicSimulator::send(const JointCommand& command) {
    for (const auto& target : command.targets()) {
        if (Status status = m_state->checkTarget(target); !status) return status;
    }
    const std::lock_guard lock(m_state->mutex);
    if (command.epoch() < m_state->stopEpoch) return fail(cancelledError());
    for (const auto& target : command.targets()) m_state->pending[target.joint] = Pending{target, command.epoch()};
    return {};
}

void KinematicSimulator::stop(std::uint64_t epoch) {
    std::uint64_t known = m_state->stopEpoch;
    while (known < epoch && !m_state->stopEpoch.compare_exchange_weak(known, epoch)) {}
}

void KinematicSimulator::setFrozen(bool frozen) {
    m_state->frozen = frozen;
}

} // namespace orrery::robot
