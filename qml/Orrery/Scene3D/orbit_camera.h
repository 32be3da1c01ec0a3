// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QPointF>
#include <QQmlEngine>
#include <QQuaternion>
#include <QSizeF>
#include <QVariantAnimation>
#include <QVector3D>

#include <optional>

/// A turntable camera: it looks at a target from a yaw, a pitch and a distance, with Z always up in the picture. Works
/// in the robot's root frame (metres, Z up) and in pixels of its view; knows no renderer. GUI thread.
class OrbitCamera : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVector3D target READ target WRITE setTarget NOTIFY changed FINAL)
    /// Where the camera stands around the target, rad: 0 on +x, counter-clockwise seen from above.
    Q_PROPERTY(double yaw READ yaw WRITE setYaw NOTIFY changed FINAL)
    /// Above the horizon, rad.
    Q_PROPERTY(double pitch READ pitch WRITE setPitch NOTIFY changed FINAL)
    /// To the target, m.
    Q_PROPERTY(double distance READ distance WRITE setDistance NOTIFY changed FINAL)
    /// From the lower to the upper edge of the picture, degrees, as Qt Quick 3D wants it.
    Q_PROPERTY(double fieldOfViewDegrees MEMBER m_fieldOfViewDegrees NOTIFY changed FINAL)
    Q_PROPERTY(QSizeF viewport MEMBER m_viewport NOTIFY changed FINAL)
    Q_PROPERTY(double minimumPitch MEMBER m_minimumPitch NOTIFY changed FINAL)
    Q_PROPERTY(double maximumPitch MEMBER m_maximumPitch NOTIFY changed FINAL)
    Q_PROPERTY(double minimumDistance MEMBER m_minimumDistance NOTIFY changed FINAL)
    Q_PROPERTY(double maximumDistance MEMBER m_maximumDistance NOTIFY changed FINAL)
    /// Milliseconds that framing and keyboard steps take; 0 jumps.
    Q_PROPERTY(int easeDuration MEMBER m_easeDuration NOTIFY changed FINAL)
    Q_PROPERTY(QVector3D position READ position NOTIFY changed FINAL)
    Q_PROPERTY(QQuaternion rotation READ rotation NOTIFY changed FINAL)
    Q_PROPERTY(double clipNear READ clipNear NOTIFY changed FINAL)
    Q_PROPERTY(double clipFar READ clipFar NOTIFY changed FINAL)

public:
    explicit OrbitCamera(QObject* parent = nullptr);

    QVector3D target() const { return m_view.target; }
    double yaw() const { return m_view.yaw; }
    double pitch() const { return m_view.pitch; }
    double distance() const { return m_view.distance; }
    QSizeF viewport() const { return m_viewport; }
    void setTarget(const QVector3D& target);
    void setYaw(double yaw);
    void setPitch(double pitch);
    void setDistance(double distance);

    QVector3D position() const;
    /// Turns the camera's own axes (x right, y up, looking along -z) into the root frame.
    QQuaternion rotation() const;
    double clipNear() const;
    double clipFar() const;

    /// Turns by a drag, in pixels; right drags turn the robot to the right.
    Q_INVOKABLE void orbit(double dx, double dy);
    /// Moves the target so that what lies at its depth stays under the pointer.
    Q_INVOKABLE void pan(double dx, double dy);
    /// Multiplies the distance; what lies at the target's depth under (x, y) stays there.
    Q_INVOKABLE void dolly(double factor, double x, double y);
    /// The same towards the middle of the picture, eased.
    Q_INVOKABLE void zoom(double factor);
    /// orbit by angles (rad), eased.
    Q_INVOKABLE void turn(double yaw, double pitch);
    /// Gets all points into the picture with `air` (a share of the picture) around them, keeping the direction of view.
    /// @param eased false: at once, and the distance limits are derived from the size of what is framed.
    Q_INVOKABLE void frame(const QList<QVector3D>& points, bool eased, double air = 0.15);
    /// The frame it works in is another one: what was at p is at Rz(turn) p + offset. The picture stays as it is.
    Q_INVOKABLE void moveFrame(double turn, const QVector3D& offset);
    /// A named direction, eased: "home", "front", "back", "left", "right", "top".
    Q_INVOKABLE void look(const QString& from);

    /// From the camera through the pixel, a unit vector.
    Q_INVOKABLE QVector3D rayThrough(double x, double y) const;
    /// Where a point of the root frame is in the picture, in pixels; its z is how far it is before the camera (m), and
    /// nothing is to be seen where that is not above zero.
    Q_INVOKABLE QVector3D project(const QVector3D& point) const;
    /// The pixel at which a point of the root frame is seen; nothing for one behind the camera.
    std::optional<QPointF> pointFor(const QVector3D& point) const;

Q_SIGNALS:
    void changed();

private:
    struct View {
        QVector3D target;
        double yaw = -0.62;
        double pitch = 0.33;
        double distance = 2;
    };
    struct Axes {
        QVector3D right;
        QVector3D up;
        QVector3D back; ///< From the target to the camera.
    };

    static Axes axesOf(const View& view);
    double tangent() const; ///< of half the vertical field of view
    double aspect() const;
    QPointF normalized(double x, double y) const; ///< -1 .. 1, y up
    View limited(View view) const;
    View framed(View view, const QList<QVector3D>& points, double air) const;
    void set(const View& view);
    void ease(const View& view);
    void step(double progress);

    View m_view;
    View m_from;
    View m_to;
    QVariantAnimation m_animation;
    double m_fieldOfViewDegrees = 30;
    QSizeF m_viewport{1, 1};
    double m_minimumPitch = -1.4;
    double m_maximumPitch = 1.5607; // just short of straight down, where yaw loses its meaning
    double m_minimumDistance = 0.02;
    double m_maximumDistance = 100;
    int m_easeDuration = 320;
};
