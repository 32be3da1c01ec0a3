// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "orbit_camera.h"
#include "render_quality.h"
#include "robot_scene.h"
#include "stage_robots.h"

#include <QImage>
#include <QList>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFramebufferObject>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickRenderControl>
#include <QQuickWindow>
#include <QSize>
#include <QString>
#include <QVector3D>

#include <memory>

/// Draws a scene into pictures, without a window on the screen. The scene's surfaces are all there before it begins;
/// the same scene, size and camera give the same picture on the same machine. Needs OpenGL, and blocks while it draws:
/// for a process that does nothing else. Main thread.
class StageRenderer {
public:
    struct Look {
        QSize size;
        bool transparent = false;
        QString theme;                 ///< As in the settings.
        double labelScale = 1;         ///< How much larger words are than on a screen.
        QList<QVector3D> contacts;     ///< Arrows in the root's frame, m: begin and end, one after the other.
        QList<QVector3D> pushes;       ///< The same.
        double forceReach = 0.5;       ///< About how large the robot is, m.
        StageRobots* robots = nullptr; ///< All on the stage, with the scene the active one; null where it is alone.
    };

    /// @param scene and @param engine outlive it.
    StageRenderer(RobotScene& scene, QQmlEngine& engine, Look look);
    ~StageRenderer();

    /// @return why nothing can be drawn on this machine; empty when all is well.
    QString begin();
    /// Only after begin().
    OrbitCamera& camera() const;
    /// What the scene looks like now; alpha is premultiplied. Null when drawing failed.
    QImage draw();

private:
    QString makeContext();
    QString makeView();
    void drawOnce();

    RobotScene& m_scene;
    QQmlEngine& m_engine;
    Look m_look;
    std::unique_ptr<RenderQuality> m_quality;
    QOpenGLContext m_context;
    QOffscreenSurface m_surface;
    std::unique_ptr<QQuickRenderControl> m_control;
    std::unique_ptr<QQuickWindow> m_window;
    std::unique_ptr<QQuickItem> m_view;
    std::unique_ptr<QOpenGLFramebufferObject> m_target;
    bool m_warm = false;
};
