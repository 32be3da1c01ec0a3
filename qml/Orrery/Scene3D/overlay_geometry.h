// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "overlay_shapes.h"
#include "robot_overlay.h"
#include "robot_scene.h"

#include <QColor>
#include <QPointer>
#include <QQuick3DGeometry>

/// Frames, axes, masses, inertia and the measuring tape of a robot, as its view options want them: one mesh of coloured
/// triangles in the root's frame, made anew for each pose shown. Costs nothing while nothing is wanted. GUI thread.
class OverlayGeometry : public QQuick3DGeometry {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(RobotScene* scene READ scene WRITE setScene NOTIFY sceneChanged FINAL)
    /// Nothing to draw: keep the model invisible.
    Q_PROPERTY(bool empty READ isEmpty NOTIFY emptyChanged FINAL)
    Q_PROPERTY(QColor ink MEMBER m_ink NOTIFY colorsChanged FINAL)
    Q_PROPERTY(QColor paper MEMBER m_paper NOTIFY colorsChanged FINAL)
    Q_PROPERTY(QColor accent MEMBER m_accent NOTIFY colorsChanged FINAL)
    Q_PROPERTY(QColor live MEMBER m_live NOTIFY colorsChanged FINAL)

public:
    explicit OverlayGeometry(QQuick3DObject* parent = nullptr);

    RobotScene* scene() const { return m_scene; }
    void setScene(RobotScene* scene);
    bool isEmpty() const { return m_empty; }

Q_SIGNALS:
    void sceneChanged();
    void emptyChanged();
    void colorsChanged();

private:
    void refresh();
    void appendTape(orrery::scene::OverlayMesh& mesh, const orrery::scene::OverlayChoice& choice) const;

    QPointer<RobotScene> m_scene;
    QColor m_ink{Qt::white};
    QColor m_paper{Qt::black};
    QColor m_accent{Qt::yellow};
    QColor m_live{Qt::cyan};
    bool m_empty = true;
};

/// What a scene's options want drawn over it now, colours aside.
orrery::scene::OverlayChoice overlayChoice(const RobotScene& scene);
