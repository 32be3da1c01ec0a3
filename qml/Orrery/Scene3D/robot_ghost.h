// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link_nodes.h"

#include <QObject>
#include <QQmlEngine>

#include <orrery/base/pose.h>

#include <span>
#include <vector>

class RobotScene;

/// The scene's robot a second time, translucent, at other poses: what is about to happen, or what happened in another
/// take. Visible only while it has poses. Links that are where the robot's own are, are not drawn. Views draw it,
/// nothing picks it. GUI thread.
class RobotGhost : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RobotScene")
    /// It has poses to be drawn at.
    Q_PROPERTY(bool visible READ isVisible NOTIFY visibleChanged FINAL)

public:
    explicit RobotGhost(RobotScene& scene);

    /// Shows it. @param rootFromLink by link index, one each; an empty list hides it.
    void setLinkPoses(std::span<const orrery::Pose> rootFromLink);
    /// The same from joint positions (rad or m, as KinematicModel's coordinates); ignored without a robot.
    void setJointPositions(std::span<const double> positions);
    Q_INVOKABLE void hide();

    bool isVisible() const { return !m_poses.empty(); }
    const std::vector<orrery::Pose>& linkPoses() const { return m_poses; }
    /// Of each link: whether it stands elsewhere than the robot's own.
    const std::vector<bool>& differingLinks() const { return m_differs; }

    /// For views: from now on `node` stands where the ghost's link `link` is and is visible while that is elsewhere.
    Q_INVOKABLE void follow(QObject* node, int link);

Q_SIGNALS:
    void visibleChanged();
    void posesChanged();

private:
    void compare();

    RobotScene& m_scene;
    std::vector<orrery::Pose> m_poses;
    std::vector<bool> m_differs;
    LinkNodes m_nodes;
};
