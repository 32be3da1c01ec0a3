// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "robot_scene.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QQuick3DTextureData>
#include <QTimer>
#include <QVector2D>

#include <vector>

/// The soft dark patch under a robot, as a small texture on the floor: every surface above darkens what lies below it,
/// crisp where it touches and ever wider and fainter with height; what a section cuts away darkens nothing. Follows the
/// pose, some 16 times a second at most. GUI thread.
class ContactShadow : public QQuick3DTextureData {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(RobotScene* scene READ scene WRITE setScene NOTIFY sceneChanged FINAL)
    /// Follows every pose at once, so that it does not depend on the clock: for pictures and films.
    Q_PROPERTY(bool prompt MEMBER m_prompt FINAL)
    /// The square it covers, on the floor in the root frame, m.
    Q_PROPERTY(QVector2D center READ center NOTIFY areaChanged FINAL)
    Q_PROPERTY(double extent READ extent NOTIFY areaChanged FINAL)

public:
    explicit ContactShadow(QQuick3DObject* parent = nullptr);

    RobotScene* scene() const { return m_scene; }
    void setScene(RobotScene* scene);
    QVector2D center() const { return m_center; }
    double extent() const { return m_extent; }

    /// Darkness 0 .. 255, row by row from the smallest y.
    const QByteArray& darkness() const { return m_darkness; }

    /// Works it out for the present pose; it calls this by itself. A fraction of a millisecond.
    void refresh();

Q_SIGNALS:
    void sceneChanged();
    void areaChanged();

private:
    void cover();
    void follow();

    QPointer<RobotScene> m_scene;
    QVector2D m_center;
    bool m_prompt = false;
    double m_extent = 1;
    double m_height = 1;
    QByteArray m_darkness;
    QElapsedTimer m_sinceRefresh;
    QTimer m_later;
};
