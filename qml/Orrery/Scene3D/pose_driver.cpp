// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose_driver.h"

#include <QQuaternion>
#include <QVector3D>

#include <algorithm>

using orrery::Pose;

namespace {

constexpr int idleInterval = 33; // ms

QVector3D positionOf(const Pose& pose) {
    return {static_cast<float>(pose.position.x), static_cast<float>(pose.position.y),
            static_cast<float>(pose.position.z)};
}

QQuaternion rotationOf(const Pose& pose) {
    const auto& q = pose.rotation;
    return {static_cast<float>(q.w), static_cast<float>(q.x), static_cast<float>(q.y), static_cast<float>(q.z)};
}

} // namespace

PoseDriver::PoseDriver(QObject* parent) : QObject(parent) {
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &PoseDriver::lookAgain);
    m_sinceFrame.start();
}

void PoseDriver::setScene(RobotScene* scene) {
    if (m_scene == scene) return;
    if (m_scene) m_scene->disconnect(this);
    m_scene = scene;
    if (scene) {
        connect(scene, &RobotScene::posesChanged, this, [this] {
            m_dirty = true;
            if (!m_inFrame && m_window) m_window->update();
        });
        connect(scene, &RobotScene::sourceChanged, this, &PoseDriver::lookAgain);
        lookAgain();
    }
    Q_EMIT sceneChanged();
}

void PoseDriver::setWindow(QQuickWindow* window) {
    if (m_window == window) return;
    if (m_window) m_window->disconnect(this);
    m_window = window;
    if (window) {
        connect(window, &QQuickWindow::afterAnimating, this, &PoseDriver::beforeFrame);
        window->update();
    }
    Q_EMIT windowChanged();
}

void PoseDriver::follow(QObject* node, int link) {
    const auto property = [node](const char* name) {
        return node->metaObject()->property(node->metaObject()->indexOfProperty(name));
    };
    m_followers.push_back({node, static_cast<std::size_t>(link), property("position"), property("rotation"), {}});
    if (!m_scene || link < 0 || link >= m_scene->linkCount()) return;
    write(m_followers.back(), m_scene->shownPoses()[static_cast<std::size_t>(link)]);
}

void PoseDriver::beforeFrame() {
    m_sinceFrame.restart();
    if (!m_scene) return;
    m_inFrame = true;
    const bool moving = m_scene->sample();
    m_inFrame = false;
    if (m_dirty) writePoses();
    if (!m_scene->hasPoseSource()) return;
    if (!moving)
        m_timer.start(idleInterval);
    else if (m_frameInterval > 0)
        m_timer.start(m_frameInterval);
    else
        m_window->update();
}

void PoseDriver::lookAgain() {
    if (!m_scene || !m_scene->hasPoseSource()) {
        m_timer.stop();
        return;
    }
    // A change is shown by the frame that the scene's signal asks for, and that frame starts the timer again.
    if (!m_scene->sample()) m_timer.start(idleInterval);
}

void PoseDriver::writePoses() {
    m_dirty = false;
    std::erase_if(m_followers, [](const Follower& follower) { return follower.node.isNull(); });
    const auto& poses = m_scene->shownPoses();
    for (Follower& follower : m_followers) {
        if (follower.link < poses.size() && follower.written != poses[follower.link])
            write(follower, poses[follower.link]);
    }
}

void PoseDriver::write(Follower& follower, const Pose& pose) {
    follower.position.write(follower.node, positionOf(pose));
    follower.rotation.write(follower.node, rotationOf(pose));
    follower.written = pose;
}
