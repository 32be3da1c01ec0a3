// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose_driver.h"

#include <span>

namespace {

constexpr int idleInterval = 33; // ms

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
    m_dirty = true;
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
    m_nodes.add(node, static_cast<std::size_t>(link),
                m_scene ? std::span(m_scene->shownPoses()) : std::span<const orrery::Pose>());
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
    m_nodes.place(m_scene->shownPoses());
}
