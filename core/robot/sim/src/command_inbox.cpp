// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "command_inbox.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace orrery::robot {

CommandInbox::CommandInbox(std::vector<bool> hasMotor)
    : m_hasMotor(std::move(hasMotor)), m_pending(m_hasMotor.size()) {}

bool CommandInbox::isSound(const JointCommand::Target& target) const {
    const bool numbers = std::isfinite(target.position) && target.maxVelocity > 0 && target.maxAcceleration > 0;
    return numbers && target.joint < m_hasMotor.size() && m_hasMotor[target.joint];
}

Status CommandInbox::put(const JointCommand& command) {
    const auto sound = [this](const JointCommand::Target& target) { return isSound(target); };
    if (!std::ranges::all_of(command.targets(), sound))
        return fail(Errc::InvalidArgument, "The simulated robot has no motor for a joint it was asked to move.");
    const std::lock_guard lock(m_mutex);
    if (command.epoch() < m_stopEpoch || m_released) return fail(cancelledError());
    for (const auto& target : command.targets()) m_pending[target.joint] = Pending{target, command.epoch()};
    m_waiting = true;
    return {};
}

void CommandInbox::stop(std::uint64_t epoch) {
    std::uint64_t known = m_stopEpoch;
    while (known < epoch && !m_stopEpoch.compare_exchange_weak(known, epoch)) {}
}

void CommandInbox::release(std::uint64_t epoch) {
    m_released = true;
    stop(epoch);
}

void CommandInbox::engage() {
    m_released = false;
}

void CommandInbox::forget() {
    const std::lock_guard lock(m_mutex);
    for (auto& command : m_pending) command.reset();
    m_waiting = false;
}

void CommandInbox::take(Motors& motors) {
    const std::uint64_t newest = m_stopEpoch;
    if (m_powered == m_released) {
        m_powered = !m_powered;
        motors.setPowered(m_powered);
    }
    if (newest != m_heldEpoch) {
        m_heldEpoch = newest;
        motors.hold();
    }
    if (!m_waiting) return;
    const std::lock_guard lock(m_mutex);
    m_waiting = false;
    for (auto& command : m_pending) {
        if (command && command->epoch >= m_heldEpoch && m_powered) motors.setTarget(command->target);
        command.reset();
    }
}

} // namespace orrery::robot
