// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drag_solver.h"
#include "robot_controller.h"
#include "robot_scene.h"

#include <QObject>
#include <QQmlEngine>
#include <QQuaternion>
#include <QTimer>
#include <QVector3D>

#include <optional>

/// Drags the picked link: turns what a hand does with the handle into joint positions, and these into motion through
/// the gate, or into a ghost first. GUI thread; solving takes well below 2 ms a frame.
class DragController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    /// The handle is wanted: a person drags picked links.
    Q_PROPERTY(bool enabled READ isEnabled WRITE setEnabled NOTIFY enabledChanged FINAL)
    /// There is a link to drag, so the handle shows.
    Q_PROPERTY(bool ready READ isReady NOTIFY readyChanged FINAL)
    /// Why the picked link cannot be dragged; empty when it can, or none is picked.
    Q_PROPERTY(QString obstacle READ obstacle NOTIFY readyChanged FINAL)
    Q_PROPERTY(bool dragging READ isDragging NOTIFY draggingChanged FINAL)
    /// Where the handle is, in the root frame, m: at the link, or under the hand while it drags.
    Q_PROPERTY(QVector3D place READ place NOTIFY placeChanged FINAL)
    /// The link's orientation is free.
    Q_PROPERTY(bool positionOnly READ isPositionOnly WRITE setPositionOnly NOTIFY optionsChanged FINAL)
    /// A ghost goes along while dragging; the robot follows when the hand lets go.
    Q_PROPERTY(bool previewFirst READ isPreviewFirst WRITE setPreviewFirst NOTIFY optionsChanged FINAL)
    /// What keeps the link from the hand: "Out of reach: 34 mm short. elbow is at its limit."; empty when all is well.
    Q_PROPERTY(QString message READ message NOTIFY messageChanged FINAL)

public:
    /// All outlive this.
    DragController(RobotController& robot, RobotScene& scene, QObject* parent = nullptr);
    ~DragController() override;

    bool isEnabled() const { return m_enabled; }
    void setEnabled(bool enabled);
    bool isReady() const { return m_link >= 0; }
    QString obstacle() const { return m_obstacle; }
    bool isDragging() const { return m_dragging; }
    QVector3D place() const { return m_place; }
    bool isPositionOnly() const { return m_positionOnly; }
    void setPositionOnly(bool positionOnly);
    bool isPreviewFirst() const { return m_previewFirst; }
    void setPreviewFirst(bool preview);
    QString message() const { return m_message; }

    /// The hand took hold of the handle.
    Q_INVOKABLE void begin();
    /// How far it went since: m in the root frame, and a turn about the place where it began.
    Q_INVOKABLE void drag(const QVector3D& way, const QQuaternion& turn);
    /// It let go. @param kept false: a ghost goes away and nothing moves any more.
    Q_INVOKABLE void end(bool kept);
    /// A short drag, at once.
    Q_INVOKABLE void nudge(const QVector3D& way, const QQuaternion& turn);

Q_SIGNALS:
    void enabledChanged();
    void readyChanged();
    void draggingChanged();
    void placeChanged();
    void optionsChanged();
    void messageChanged();

private:
    void follow();
    void close();
    void look();
    void solve();
    bool start();
    void apply();
    void say(const DragSolver::Step& step);
    void say(const QString& message);
    void setPlace(const QVector3D& place);
    orrery::Pose linkPose() const;

    RobotController& m_robot;
    RobotScene& m_scene;
    std::optional<DragSolver> m_solver; // while there is a session
    QTimer m_tick;
    int m_link = -1;
    bool m_enabled = true;
    bool m_dragging = false;
    bool m_positionOnly = true;
    bool m_choseFreedom = false; // a person set positionOnly for this robot
    bool m_previewFirst = false;
    QString m_obstacle;
    QString m_message;
    QVector3D m_place;
    orrery::Pose m_from; // of the link when it was grabbed
    orrery::Pose m_goal;
    int m_stalled = 0; // ticks in which nothing moved
};
