// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QQmlEngine>
#include <QSettings>
#include <QString>
#include <QTimer>
#include <QVector3D>

#include "contact_list_model.h"
#include "robot_controller.h"

#include <orrery/base/executor.h>
#include <orrery/robot/sim/physics_simulator.h>

#include <memory>
#include <optional>
#include <stop_token>

/// How the robot on the stage is simulated: without mass (light), or with gravity, contacts and forces. Physics is made
/// on the pool, since it reads meshes, and takes over at the pose the robot has then. A robot without physics says why
/// and stays light. The choice is remembered by robot. GUI thread.
class SimulationController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(bool available READ isAvailable CONSTANT FINAL)
    Q_PROPERTY(bool physics READ isPhysics NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed FINAL)
    /// Why there is no physics although it was asked for; empty when all is well.
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    Q_PROPERTY(bool paused READ isPaused WRITE setPaused NOTIFY changed FINAL)
    /// Simulated seconds a second that are asked for, 0.1 to 4.
    Q_PROPERTY(double speed READ speed WRITE setSpeed NOTIFY changed FINAL)
    /// Downward, m/s2, 0 to 30.
    Q_PROPERTY(double gravity READ gravity WRITE setGravity NOTIFY changed FINAL)
    Q_PROPERTY(bool fixedBase READ isFixedBase WRITE setFixedBase NOTIFY changed FINAL)
    Q_PROPERTY(double realTimeFactor READ realTimeFactor NOTIFY measured FINAL)
    Q_PROPERTY(double time READ time NOTIFY measured FINAL)
    /// How often the numbers ran away and it began anew by itself.
    Q_PROPERTY(int resets READ resets NOTIFY measured FINAL)
    Q_PROPERTY(ContactListModel* contacts READ contacts CONSTANT FINAL)
    Q_PROPERTY(bool forcesShown READ forcesShown WRITE setForcesShown NOTIFY changed FINAL)
    /// Arrows to draw, in the stage's root frame: begin and end, one after the other.
    Q_PROPERTY(QList<QVector3D> contactArrows READ contactArrows NOTIFY measured FINAL)
    /// From where something pulls or pushes to where it pulls to; empty for nothing.
    Q_PROPERTY(QList<QVector3D> pushLine READ pushLine NOTIFY measured FINAL)
    Q_PROPERTY(double pushNewtons READ pushNewtons NOTIFY measured FINAL)
    Q_PROPERTY(bool pulling READ isPulling NOTIFY changed FINAL)
    /// About how large the robot is, m: arrows are drawn in proportion.
    Q_PROPERTY(double reach READ reach NOTIFY changed FINAL)

public:
    /// @param store where choices are remembered; empty: nowhere.
    SimulationController(RobotController& robot, orrery::Executor& gui, orrery::Executor& pool, const QString& store,
                         QObject* parent = nullptr);
    ~SimulationController() override;

    bool isAvailable() const { return orrery::robot::PhysicsSimulator::isAvailable(); }
    bool isPhysics() const;
    bool isBusy() const { return m_busy; }
    QString problem() const { return m_problem; }
    bool isPaused() const { return m_paused; }
    void setPaused(bool paused);
    double speed() const { return m_speed; }
    void setSpeed(double speed);
    double gravity() const { return m_gravity; }
    void setGravity(double gravity);
    bool isFixedBase() const { return m_fixedBase; }
    void setFixedBase(bool fixed);
    double realTimeFactor() const { return m_snapshot.realTimeFactor; }
    double time() const { return m_snapshot.time; }
    int resets() const { return static_cast<int>(m_snapshot.resets); }
    ContactListModel* contacts() { return &m_contacts; }
    bool forcesShown() const { return m_forcesShown; }
    void setForcesShown(bool shown);
    QList<QVector3D> contactArrows() const { return m_contactArrows; }
    QList<QVector3D> pushLine() const { return m_pushLine; }
    double pushNewtons() const { return m_pushNewtons; }
    bool isPulling() const { return m_pull.has_value(); }
    double reach() const { return m_reach; }

    Q_INVOKABLE void usePhysics();
    Q_INVOKABLE void useKinematics();
    /// While paused: one step of the physics (1 ms).
    Q_INVOKABLE void step();
    /// The pose at the beginning, at rest. Whatever moves the robot ends.
    Q_INVOKABLE void reset();

    /// Takes hold of a link where it is touched now; false without physics. @param point m, in the stage's root frame.
    Q_INVOKABLE bool beginPull(int link, const QVector3D& point);
    /// Where it is pulled to, m, in the stage's root frame.
    Q_INVOKABLE void pullTo(const QVector3D& target);
    Q_INVOKABLE void endPull();
    /// A short push of a link at its centre of mass. @param force N, along the stage's axes.
    Q_INVOKABLE void push(int link, const QVector3D& force);

Q_SIGNALS:
    void changed();
    /// The simulation was looked at: figures, contacts, forces.
    void measured();

private:
    void build();
    void take(orrery::Result<std::unique_ptr<orrery::robot::PhysicsSimulator>> made);
    void sessionOpened();
    void look();
    void drawForces();
    void sendPull();
    [[nodiscard]] QString key() const;
    void remember(bool physics);
    orrery::robot::PhysicsSimulator* simulator() const;

    RobotController& m_robot;
    orrery::Executor& m_gui;
    orrery::Executor& m_pool;
    std::unique_ptr<QSettings> m_store;
    std::stop_source m_building; // of the physics being made
    bool m_switching = false;    // the session that opens is ours
    bool m_busy = false;
    bool m_paused = false;
    bool m_fixedBase = true;
    bool m_forcesShown = true;
    double m_speed = 1;
    double m_gravity = 9.81;
    double m_reach = 0.5;
    double m_weight = 10; // N
    QString m_problem;
    QTimer m_look;
    orrery::robot::PhysicsSnapshot m_snapshot;
    ContactListModel m_contacts;
    QList<QVector3D> m_contactArrows;
    QList<QVector3D> m_pushLine;
    double m_pushNewtons = 0;
    std::optional<orrery::robot::Pull> m_pull;
    std::uint64_t m_pullEpoch = 0; // a stop since then ends it
};
