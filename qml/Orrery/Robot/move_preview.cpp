// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "move_preview.h"

#include "robot_ghost.h"
#include "robot_session.h"

#include <algorithm>
#include <cmath>
#include <utility>

using namespace orrery;

namespace {

constexpr int tickInterval = 33;   // ms
constexpr double ahead = 2.5;      // times as fast as the robot
constexpr double waitAtEnd = 0.7;  // s, before the way begins again
constexpr double grace = 0.6;      // s after the motion should be over
constexpr double bigTurn = 0.5236; // rad: 30 degrees
constexpr double bigWay = 0.1;     // m

bool isBigMotion(const robot::KinematicModel& model, const std::vector<double>& from, const std::vector<double>& to) {
    for (std::size_t i = 0; i < model.coordinateCount(); ++i) {
        const double most = model.coordinates()[i].type == robot::JointType::Prismatic ? bigWay : bigTurn;
        if (std::abs(to[i] - from[i]) > most) return true;
    }
    return false;
}

} // namespace

Result<MovePlan> planMove(RobotSession& session, const std::vector<robot::JointTarget>& targets) {
    auto preview = session.gate().preview(targets);
    if (!preview) return fail(preview.error());
    std::vector<double> present = session.home();
    session.positionsToShow(present);
    MovePlan plan;
    plan.step = preview->step;
    plan.duration = preview->duration;
    if (preview->contact) plan.contact = QString::fromStdString(preview->contact->violation.sentence);
    for (const std::vector<double>& inLink : preview->positions) {
        plan.postures.push_back(session.fromLinkOrder(inLink, present));
    }
    if (plan.postures.empty()) plan.postures.push_back(present);
    plan.isBig = !plan.contact.isEmpty() || isBigMotion(session.model(), plan.postures.front(), plan.postures.back());
    return plan;
}

MovePreview::MovePreview(RobotScene& scene, QObject* parent) : QObject(parent), m_scene(scene) {
    m_tick.setInterval(tickInterval);
    connect(&m_tick, &QTimer::timeout, this, &MovePreview::show);
}

void MovePreview::repeat(MovePlan plan, const LoopCloser& loops) {
    start(std::move(plan), loops, true);
}

void MovePreview::once(MovePlan plan, const LoopCloser& loops) {
    start(std::move(plan), loops, false);
}

void MovePreview::start(MovePlan plan, const LoopCloser& loops, bool repeats) {
    const bool wasActive = isActive();
    m_plan = std::move(plan);
    m_loops.emplace(loops);
    m_repeats = repeats;
    m_time.start();
    m_tick.start();
    show();
    if (!wasActive) Q_EMIT activeChanged();
}

void MovePreview::stop() {
    if (!isActive()) return;
    m_tick.stop();
    m_plan.reset();
    m_loops.reset();
    m_scene.ghost()->hide();
    Q_EMIT activeChanged();
}

void MovePreview::show() {
    if (!m_plan) return;
    const double seconds = static_cast<double>(m_time.elapsed()) / 1000;
    if (!m_repeats && seconds > m_plan->duration + grace) {
        stop();
        return;
    }
    const double at = m_still     ? m_plan->duration
                      : m_repeats ? std::fmod(seconds, m_plan->duration + waitAtEnd)
                                  : seconds * ahead;
    const double last = static_cast<double>(m_plan->postures.size() - 1);
    const double index = m_plan->step > 0 ? std::clamp(at / m_plan->step, 0.0, last) : last;
    std::vector<double> posture = m_plan->postures[static_cast<std::size_t>(index)];
    m_loops->close(posture);
    m_scene.ghost()->setJointPositions(posture);
}
