// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/sim/kinematic_simulator.h>

#include "command_inbox.h"
#include "joint_set.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace orrery::robot {
namespace {

constexpr std::chrono::milliseconds kMisalignment{100};

std::vector<bool> motorsOf(const JointSet& joints) {
    std::vector<bool> motors;
    motors.reserve(joints.names().size());
    for (std::size_t i = 0; i < joints.names().size(); ++i) motors.push_back(!joints.isFollower(i));
    return motors;
}

} // namespace

struct KinematicSimulator::State final : CommandInbox::Motors {
    State(const Description& description, KinematicSimulatorOptions given)
        : options(std::move(given)),
          period(1 / std::clamp(options.rate, 10.0, 1000.0)),
          joints(description, options),
          inbox(motorsOf(joints)),
          frozen(options.frozen) {}

    KinematicSimulatorOptions options;
    double period;
    JointSet joints; // the thread's own after construction, but for names and isFollower
    StateBuffer states;
    CommandInbox inbox;
    std::atomic<bool> frozen;
    bool powered = true; // the thread's own
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
        inbox.take(*this);
        if (frozen || !powered) {
            joints.freeze();
        } else {
            joints.step(period);
        }
    }

    void hold() override { joints.hold(); }
    void setTarget(const JointCommand::Target& target) override { joints.setTarget(target); }
    void setPowered(bool on) override { powered = on; }
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
    return m_state->inbox.put(command);
}

void KinematicSimulator::stop(std::uint64_t epoch) {
    m_state->inbox.stop(epoch);
}

Status KinematicSimulator::release(std::uint64_t epoch) {
    m_state->inbox.release(epoch);
    return {};
}

Status KinematicSimulator::engage() {
    m_state->inbox.engage();
    return {};
}

std::string KinematicSimulator::releaseWarning() const {
    return "This simulated robot has no weight: it stays where it is without its motors. A real one would fall.";
}

void KinematicSimulator::setFrozen(bool frozen) {
    m_state->frozen = frozen;
}

} // namespace orrery::robot
