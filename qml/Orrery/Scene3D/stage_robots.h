// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "robot_place.h"
#include "robot_scene.h"

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QQuaternion>
#include <QString>
#include <QUrl>
#include <QVector3D>
#include <QVector4D>

#include <vector>

/// The robots on the stage, each with its place; one of them is the active one, which pages speak of. Views work in the
/// active robot's root frame, and the others stand in it at `position` and `rotation`. What people ask for (another
/// robot, one away) comes out as signals, since scenes belong to the program. GUI thread.
class StageRobots : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(int active READ active NOTIFY activeChanged FINAL)
    /// Of the active robot, rad.
    Q_PROPERTY(double activeTurn READ activeTurn NOTIFY frameChanged FINAL)
    /// From the active robot's root frame to the room's, on the floor: cosine and sine of its turn, then x and y, m.
    Q_PROPERTY(QVector4D roomFromActive READ roomFromActive NOTIFY frameChanged FINAL)

public:
    enum Role {
        SceneRole = Qt::UserRole, ///< RobotScene
        TitleRole,                ///< string
        XRole,                    ///< real, m
        YRole,
        HeightRole,
        TurnRole,     ///< real, degrees
        ActiveRole,   ///< bool
        PositionRole, ///< vector3d, m, in the active robot's root frame
        RotationRole, ///< quaternion
    };

    using QAbstractListModel::QAbstractListModel;

    /// At the end; beside the others once its surfaces are there, unless it is given a place before. The first is the
    /// active one. The scene outlives its row.
    void add(RobotScene& scene);
    /// Never the active one.
    void removeRow(int row);
    /// What it is called, and the description it comes from.
    void setNames(int row, const QString& title, const QString& file);
    QString file(int row) const { return m_robots[static_cast<std::size_t>(row)].file; }
    int rowOf(const RobotScene& scene) const;
    const RobotPlace& place(int row) const { return m_robots[static_cast<std::size_t>(row)].place; }
    RobotScene& scene(int row) const { return *m_robots[static_cast<std::size_t>(row)].scene; }

    /// Ignored when it is no place, for example not finite.
    void setPlace(int row, RobotPlace place);
    Q_INVOKABLE void setPlace(int row, double x, double y, double height, double turnDegrees);
    Q_INVOKABLE void activate(int row);
    /// Ask the program.
    Q_INVOKABLE void add(const QUrl& file) { Q_EMIT addRequested(file); }
    Q_INVOKABLE void addBundled(const QString& id) { Q_EMIT addBundledRequested(id); }
    Q_INVOKABLE void remove(int row) { Q_EMIT removeRequested(row); }

    /// Corners of all that is shown, in the active robot's root frame, as RobotScene::framePoints.
    Q_INVOKABLE QList<QVector3D> framePoints() const;
    /// The box around them.
    Q_INVOKABLE QVector3D minimum() const;
    Q_INVOKABLE QVector3D maximum() const;
    /// The robot that a ray in that frame meets first; -1 for none.
    Q_INVOKABLE int robotOnRay(const QVector3D& origin, const QVector3D& direction) const;

    int count() const { return static_cast<int>(m_robots.size()); }
    int active() const { return m_active; }
    double activeTurn() const;
    QVector4D roomFromActive() const;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void activeChanged();
    /// What was at p is at Rz(turn) p + offset from now on: the active robot is another one or stands elsewhere.
    void frameChanged(double turn, const QVector3D& offset);
    /// The surfaces of another robot are there, and it stands in its place.
    void arrived(int row);
    void addRequested(const QUrl& file);
    void addBundledRequested(const QString& id);
    void removeRequested(int row);

private:
    struct Robot {
        RobotScene* scene;
        QString title;
        QString file;
        RobotPlace place;
        bool placed = false; ///< By a person, or since its surfaces are there.
        bool arrived = false;
    };

    orrery::Pose roomFromRoot(int row) const;
    orrery::Pose activeFromRoot(int row) const;
    void surfacesCame(RobotScene& scene);
    void standBeside(int row);
    template <class Change>
    void changeFrame(Change change);
    void allMoved();

    std::vector<Robot> m_robots;
    int m_active = -1;
};
