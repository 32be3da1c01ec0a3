// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_ghost.h"

#include "robot_scene.h"

#include <orrery/robot/kinematics/forward.h>

#include <algorithm>

using namespace orrery;

namespace {

constexpr double samePlace = 0.0008; // m
constexpr double sameTurn = 0.004;   // rad

bool differs(const Pose& a, const Pose& b) {
    return norm(a.position - b.position) > samePlace || angleBetween(a.rotation, b.rotation) > sameTurn;
}

} // namespace

RobotGhost::RobotGhost(RobotScene& scene) : QObject(&scene), m_scene(scene) {
    connect(&scene, &RobotScene::posesChanged, this, &RobotGhost::compare);
    connect(&scene, &RobotScene::descriptionChanged, this, &RobotGhost::hide);
}

void RobotGhost::setLinkPoses(std::span<const Pose> rootFromLink) {
    if (std::ranges::equal(rootFromLink, m_poses)) return;
    const bool wasVisible = isVisible();
    m_poses.assign(rootFromLink.begin(), rootFromLink.end());
    m_nodes.place(m_poses);
    compare();
    Q_EMIT posesChanged();
    if (isVisible() != wasVisible) Q_EMIT visibleChanged();
}

void RobotGhost::setJointPositions(std::span<const double> positions) {
    if (m_scene.kinematics()) setLinkPoses(robot::forwardKinematics(*m_scene.kinematics(), positions));
}

void RobotGhost::hide() {
    setLinkPoses({});
}

void RobotGhost::follow(QObject* node, int link) {
    m_nodes.add(node, static_cast<std::size_t>(link), m_poses);
    m_nodes.show(m_differs);
}

void RobotGhost::compare() {
    if (!isVisible()) return;
    const auto& own = m_scene.linkPoses();
    m_differs.resize(m_poses.size());
    for (std::size_t i = 0; i < m_poses.size(); ++i) m_differs[i] = i >= own.size() || differs(m_poses[i], own[i]);
    m_nodes.show(m_differs);
}
