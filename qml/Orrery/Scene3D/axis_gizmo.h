// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuaternion>
#include <QQuickPaintedItem>

/// Three short axes that turn with the camera: x red, y green, z blue, each with its letter. GUI thread.
class AxisGizmo : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    /// OrbitCamera::rotation
    Q_PROPERTY(
        QQuaternion cameraRotation READ cameraRotation WRITE setCameraRotation NOTIFY cameraRotationChanged FINAL)
    Q_PROPERTY(QString fontFamily MEMBER m_fontFamily NOTIFY fontFamilyChanged FINAL)

public:
    explicit AxisGizmo(QQuickItem* parent = nullptr);

    QQuaternion cameraRotation() const { return m_rotation; }
    void setCameraRotation(const QQuaternion& rotation);
    void paint(QPainter* painter) override;

Q_SIGNALS:
    void cameraRotationChanged();
    void fontFamilyChanged();

private:
    QQuaternion m_rotation;
    QString m_fontFamily;
};
