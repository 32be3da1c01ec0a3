// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/motion_gate.h>

#include "joint_rules.h"
#include "lease_desk.h"
#include "path_check.h"
#include "prediction.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace orrery::robot {
namespace {

constexpr double kPreviewStep = 0.02;      // s
constexpr double kMostPreviewPoses = 2000; // longer ghosts have longer steps

Error releasedError() {
    return {MotionErrc::Released,
            "The motors are off, so nothing moves. Switch them on first; keep clear of the robot then.",
            {},
            {}};
}

Error stoppedError() {
    return {MotionErrc::Stopped,
            "The robot was stopped, so this motion was not carried out. Start it again if it is still wanted.",
            {},
            {}};
}

std::vector<JointCommand::Target> commandTargets(const CheckedTargets& checked) {
    std::vector<JointCommand::Target> targets;
    targets.reserve(checked.targets.size());
    for (const AppliedTarget& target : checked.targets)
        targets.push_back({target.index, target.position, target.velocity, target.acceleration});
    return targets;
}

} // namespace

MotionGate::MotionGate(const std::vector<Joint>& joints, RobotLink& link,
                       std::shared_ptr<const MotionConstraint> constraint)
    : m_link(link),
      m_rules(std::make_unique<const JointRules>(joints, link.joints())),
      m_desk(std::make_shared<MotionLease::Desk>()),
      m_applied(link.joints().size()) {
    setConstraint(std::move(constraint));
}

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
    if (isReleased()) return fail(releasedError());
    if (Status status = mayClaim(intent.source, lease); !status) return fail(status.error());
    if (Status status = checkWay(checked->targets, decidedIn); !status) return fail(status.error());
    if (lease == nullptr) m_desk->holder = 0;
    if (Status status = m_link.send(command); !status) return fail(status.error());
    // The link ignores what an earlier epoch decided, so this one was perhaps not acted on.
    if (decidedIn != epoch()) return fail(stoppedError());
    remember(checked->targets, decidedIn);
    return std::move(checked->verdict);
}

Status MotionGate::mayClaim(MotionSource source, const MotionLease* lease) const {
    if (lease != nullptr) {
        if (lease->m_desk == m_desk && m_desk->holder == lease->m_id) return {};
        return fail(MotionErrc::Preempted, fmt::format("{} ended because a person took over.", lease->title()));
    }
    if (!leased()) return {};
    if (!isPerson(source)) {
        return fail(MotionErrc::Busy,
                    fmt::format("The robot is busy with {}. Wait for its end, or stop it.", m_holderTitle));
    }
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
    if (isReleased()) return fail(releasedError());
    if (Status status = mayClaim(source, nullptr); !status) return fail(status.error());
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

Status MotionGate::release() {
    m_desk->released = true; // before the epoch: who decides in the new one knows
    const std::uint64_t begun = ++m_desk->epoch;
    Status released = m_link.release(begun);
    if (released) return released;
    m_link.stop(begun);
    m_desk->released = false;
    return released;
}

Status MotionGate::engage() {
    const std::lock_guard lock(m_mutex);
    if (!isReleased()) return {};
    if (Status engaged = m_link.engage(); !engaged) return engaged;
    m_link.stop(++m_desk->epoch); // what was decided while the motors were off is void
    m_desk->released = false;
    return {};
}

bool MotionGate::isReleased() const {
    return m_desk->released;
}

std::uint64_t MotionGate::epoch() const {
    return m_desk->epoch;
}

void MotionGate::setConstraint(std::shared_ptr<const MotionConstraint> constraint) {
    auto path = constraint ? std::make_unique<const PathCheck>(std::move(constraint), m_link.joints()) : nullptr;
    const std::lock_guard lock(m_mutex);
    m_path = std::move(path);
}

std::shared_ptr<const MotionConstraint> MotionGate::constraint() const {
    const std::lock_guard lock(m_mutex);
    return m_path ? m_path->constraint() : nullptr;
}

std::optional<MotionViolation> MotionGate::firstViolation(const std::vector<std::vector<double>>& poses,
                                                          const std::stop_token& stop) const {
    const auto held = constraint();
    if (!held) return std::nullopt;
    return PathCheck(held, m_link.joints()).along(poses, stop);
}

/// Joints that are not named go on to the targets they have.
Result<Prediction> MotionGate::predict(const std::vector<AppliedTarget>& targets, std::uint64_t decidedIn) const {
    const auto state = m_link.states().newest();
    if (!state || state->position.size() < m_link.joints().size()) {
        return fail(MotionErrc::NoState, "The robot has not reported where its joints are yet. Try again in a moment.");
    }
    std::vector<AppliedTarget> all = targets;
    for (const auto& standing : m_applied) {
        if (!standing || m_appliedEpoch != decidedIn) continue;
        const bool named =
            std::ranges::any_of(targets, [&](const AppliedTarget& target) { return target.index == standing->index; });
        if (!named) all.push_back(*standing);
    }
    return Prediction(*m_rules, *state, all, m_link.joints().size());
}

Status MotionGate::checkWay(const std::vector<AppliedTarget>& targets, std::uint64_t decidedIn) const {
    if (!m_path) return {};
    const auto way = predict(targets, decidedIn);
    if (!way) return fail(way.error());
    const auto contact = m_path->along(*way);
    if (!contact) return {};
    return fail(MotionErrc::Contact, contact->violation.sentence, {}, contact->violation.first);
}

Result<MotionPreview> MotionGate::preview(const std::vector<JointTarget>& targets) const {
    auto checked = m_rules->check(targets);
    if (!checked) return fail(checked.error());
    const std::lock_guard lock(m_mutex);
    const auto way = predict(checked->targets, epoch());
    if (!way) return fail(way.error());
    MotionPreview preview;
    preview.verdict = std::move(checked->verdict);
    preview.duration = way->duration();
    preview.step = std::max(kPreviewStep, preview.duration / kMostPreviewPoses);
    const auto steps = static_cast<std::size_t>(std::ceil(preview.duration / preview.step));
    preview.positions.resize(steps + 1);
    for (std::size_t i = 0; i <= steps; ++i) way->at(static_cast<double>(i) * preview.step, preview.positions[i]);
    if (m_path) preview.contact = m_path->along(*way);
    return preview;
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
