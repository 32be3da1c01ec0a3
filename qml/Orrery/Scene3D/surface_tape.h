// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QQmlEngine>
#include <QString>
#include <QVector3D>

#include <orrery/base/pose.h>

#include <optional>

class RobotScene;

/// A tape between two points on a robot's surface. Both stay on their links while the robot moves, and the figures
/// follow. Lengths are of the robot as it is, also where its links are drawn apart. GUI thread.
class SurfaceTape : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RobotScene")
    /// Clicks on the robot set points.
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY changed FINAL)
    Q_PROPERTY(int points READ points NOTIFY changed FINAL)                  ///< How many are set: 0, 1 or 2.
    Q_PROPERTY(QString distanceText READ distanceText NOTIFY measured FINAL) ///< "123.4 mm"; empty before both are set.
    Q_PROPERTY(QString partsText READ partsText NOTIFY measured FINAL)       ///< dx, dy, dz in the frame of the root.
    Q_PROPERTY(QString linksText READ linksText NOTIFY changed FINAL)        ///< From which part to which.

public:
    /// A point on a link's surface, in its frame (m).
    struct Point {
        std::size_t link = 0;
        orrery::Vec3 place;
    };

    explicit SurfaceTape(RobotScene& scene);

    bool isActive() const { return m_active; }
    void setActive(bool active);
    int points() const { return (m_from ? 1 : 0) + (m_to ? 1 : 0); }
    QString distanceText() const;
    QString partsText() const;
    QString linksText() const;
    const std::optional<Point>& from() const { return m_from; }
    const std::optional<Point>& to() const { return m_to; }
    /// Lays it between these; points of links that the robot has not are left out.
    void lay(const std::optional<Point>& from, const std::optional<Point>& to);
    /// Root frame, m: to minus from; nothing before both are set.
    std::optional<orrery::Vec3> span() const;
    /// Where an end is seen, in the root's frame; nothing while it is not set.
    std::optional<orrery::Vec3> seenFrom() const { return seen(m_from); }
    std::optional<orrery::Vec3> seenTo() const { return seen(m_to); }

    /// Sets the next point where the ray meets the robot; a third begins anew. Nothing happens beside the robot.
    Q_INVOKABLE void pick(const QVector3D& origin, const QVector3D& direction);
    Q_INVOKABLE void clear();

Q_SIGNALS:
    void changed();
    void measured();

private:
    std::optional<orrery::Vec3> seen(const std::optional<Point>& point) const;

    RobotScene& m_scene;
    std::optional<Point> m_from;
    std::optional<Point> m_to;
    bool m_active = false;
};

/// A length for a person: in mm below 0.1 m, in cm below 1 m, else in m. @param metres may be negative.
QString lengthText(double metres);
