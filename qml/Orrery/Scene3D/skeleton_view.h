// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "orbit_camera.h"
#include "robot_scene.h"

#include <QColor>
#include <QPointer>
#include <QQuickPaintedItem>

#include <functional>

/// A robot drawn flat, for machines without 3D: every link as a translucent outline, the links as lines
/// from joint to joint, on a floor line, seen without perspective from the camera's direction. GUI thread.
class SkeletonView : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(RobotScene* scene READ scene WRITE setScene NOTIFY sceneChanged FINAL)
    /// Only its yaw and pitch count; the picture is always framed whole.
    Q_PROPERTY(OrbitCamera* camera READ camera WRITE setCamera NOTIFY cameraChanged FINAL)
    Q_PROPERTY(QColor boneColor MEMBER m_boneColor NOTIFY colorsChanged FINAL)
    Q_PROPERTY(QColor jointColor MEMBER m_jointColor NOTIFY colorsChanged FINAL)
    /// Of the scene's ghost, and of what it is compared with.
    Q_PROPERTY(QColor ghostColor MEMBER m_ghostColor NOTIFY colorsChanged FINAL)
    Q_PROPERTY(QColor comparisonColor MEMBER m_comparisonColor NOTIFY colorsChanged FINAL)
    Q_PROPERTY(QColor floorColor MEMBER m_floorColor NOTIFY colorsChanged FINAL)

public:
    explicit SkeletonView(QQuickItem* parent = nullptr);

    RobotScene* scene() const { return m_scene; }
    void setScene(RobotScene* scene);
    OrbitCamera* camera() const { return m_camera; }
    void setCamera(OrbitCamera* camera);
    void paint(QPainter* painter) override;

Q_SIGNALS:
    void sceneChanged();
    void cameraChanged();
    void colorsChanged();

private:
    void paintOverlays(QPainter& painter, const std::function<QPointF(orrery::Vec3)>& at) const;

    QPointer<RobotScene> m_scene;
    QPointer<OrbitCamera> m_camera;
    QColor m_boneColor{Qt::gray};
    QColor m_jointColor{Qt::gray};
    QColor m_ghostColor{Qt::gray};
    QColor m_comparisonColor{Qt::gray};
    QColor m_floorColor{Qt::gray};
};
