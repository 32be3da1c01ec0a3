// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link_nodes.h"
#include "robot_scene.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QTimer>

/// Moves the nodes of one view: just before each frame it samples the scene's pose source and writes the link poses
/// that changed. While poses change it asks for the next frame; while they do not it looks again 30 times a second and
/// no frame is drawn.
class PoseDriver : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(RobotScene* scene READ scene WRITE setScene NOTIFY sceneChanged FINAL)
    Q_PROPERTY(QQuickWindow* window READ window WRITE setWindow NOTIFY windowChanged FINAL)
    /// Least time between two frames asked for, ms: leaves a software renderer's cores to others.
    Q_PROPERTY(int frameInterval MEMBER m_frameInterval NOTIFY frameIntervalChanged FINAL)

public:
    explicit PoseDriver(QObject* parent = nullptr);

    RobotScene* scene() const { return m_scene; }
    void setScene(RobotScene* scene);
    QQuickWindow* window() const { return m_window; }
    void setWindow(QQuickWindow* window);

    /// From now on `node` (a Node or Model, child of the root frame) stands where link `link` is, until it is
    /// destroyed.
    Q_INVOKABLE void follow(QObject* node, int link);

Q_SIGNALS:
    void sceneChanged();
    void windowChanged();
    void frameIntervalChanged();

private:
    void beforeFrame();
    void lookAgain();
    void writePoses();

    QPointer<RobotScene> m_scene;
    QPointer<QQuickWindow> m_window;
    LinkNodes m_nodes;
    QTimer m_timer;
    QElapsedTimer m_sinceFrame;
    int m_frameInterval = 0;
    bool m_inFrame = false;
    bool m_dirty = false;
};
