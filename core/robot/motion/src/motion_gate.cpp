// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/motion_gate.h>

#include "joint_rules.h"
#include "lease_desk.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace orrery::robot {
namespace {

Error stoppedError() {
    return {MotionErrc::Stopped,
            "The robot was stopped, so this motion was not carried out. Start it again if it is still wanted.",
            {},
            {}};
}

std::vector<JointCommand::Target> commandTargets(const CheckedTargets& checked) {
    std::vector<JointCommand::Target> targets;
    for (std::size_t i = 0; i < checked.targets.size(); ++i) {
        const AppliedTarget& target = checked.targets[i];
        targets.push_back({target.index, target.position, *checked.verdict.applied[i].maxVelocity});
    }
    return targets;
}

} // namespace

MotionGate::MotionGate(const std::vector<Joint>& joints, RobotLink& link)
    : m_link(link),
      m_rules(std::make_unique<const JointRules>(joints, link.joints())),
      m_desk(std::make_shared<MotionLease::Desk>()),
      m_applied(link.joints().size()) {}

MotionGate::~MotionGate() {
    ++m_desk->epoch;
}

std::optional<JointBounds> MotionGate::bounds(const std::string& joint) const {
    return m_rules->bounds(joint);
}

Result<GateVerdict> MotionGate::check(const std::vector<JointTarget>& targets) const {
    auto checked = m_rules->check(targets);
    if (!checked) return fail(checked.error());
    return std::move(checked->verdict);
}

Result<GateVerdict> MotionGate::submit(const Intent& intent) {
    return pass(intent, intent.epoch.value_or(epoch()), nullptr);
}

Result<GateVerdict> MotionGate::submit(const Intent& intent, const MotionLease& lease) {
    return pass(intent, lease.epoch(), &lease);
}

Result<GateVerdict> MotionGate::pass(const Intent& intent, std::uint64_t decidedIn, const MotionLease* lease) {
    auto checked = m_rules->check(intent.targets);
    if (!checked) return fail(checked.error());
    const JointCommand command(commandTargets(*checked), decidedIn);

    const std::lock_guard lock(m_mutex);
    if (std::chrono::steady_clock::now() >= intent.expires) {
        return fail(MotionErrc::Expired, "The motion came too late and was not carried out.");
    }
    if (decidedIn != epoch()) return fail(stoppedError());
    if (Status status = claim(intent.source, lease); !status) return fail(status.error());
    if (Status status = m_link.send(command); !status) return fail(status.error());
    // The link ignores what an earlier epoch decided, so this one was perhaps not acted on.
    if (decidedIn != epoch()) return fail(stoppedError());
    remember(checked->targets, decidedIn);
    return std::move(checked->verdict);
}

Status MotionGate::claim(MotionSource source, const MotionLease* lease) {
    if (lease != nullptr) {
        if (lease->m_desk == m_desk && m_desk->holder == lease->m_id) return {};
        return fail(MotionErrc::Preempted, fmt::format("{} ended because a person took over.", lease->title()));
    }
    if (!leased()) return {};
    if (!isPerson(source)) {
        return fail(MotionErrc::Busy,
                    fmt::format("The robot is busy with {}. Wait for its end, or stop it.", m_holderTitle));
    }
    m_desk->holder = 0;
    return {};
}

bool MotionGate::leased() const {
    return m_desk->holder != 0 && m_holderEpoch == epoch();
}

Result<MotionLease> MotionGate::acquire(MotionSource source, std::string title,
                                        std::optional<std::uint64_t> decidedIn) {
    const std::lock_guard lock(m_mutex);
    const std::uint64_t now = epoch();
    if (decidedIn.value_or(now) != now) return fail(stoppedError());
    if (Status status = claim(source, nullptr); !status) return fail(status.error());
    m_holderTitle = title;
    m_holderEpoch = now;
    m_desk->holder = ++m_lastLease;
    return MotionLease(m_desk, m_lastLease, now, std::move(title));
}

std::uint64_t MotionGate::stop() {
    const std::uint64_t begun = ++m_desk->epoch;
    m_link.stop(begun);
    return begun;
}

std::uint64_t MotionGate::epoch() const {
    return m_desk->epoch;
}

void MotionGate::remember(const std::vector<AppliedTarget>& targets, std::uint64_t decidedIn) {
    if (m_appliedEpoch != decidedIn) m_applied.assign(m_applied.size(), std::nullopt);
    m_appliedEpoch = decidedIn;
    for (const AppliedTarget& target : targets) m_applied[target.index] = target;
}

std::vector<AppliedTarget> MotionGate::applied() const {
    const std::lock_guard lock(m_mutex);
    std::vector<AppliedTarget> targets;
    if (m_appliedEpoch != epoch()) return targets;
    for (const auto& target : m_applied) {
        if (target) targets.push_back(*target);
    }
    return targets;
}

} // namespace orrery::robot
