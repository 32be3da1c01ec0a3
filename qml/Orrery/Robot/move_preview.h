// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loop_closer.h"
#include "robot_scene.h"

#include <orrery/base/result.h>
#include <orrery/robot/motion/intent.h>

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <optional>
#include <vector>

class RobotSession;

/// What a motion will look like, before it happens.
struct MovePlan {
    std::vector<std::vector<double>> postures; ///< rad or m, one a coordinate; the present one first, the end last.
    double step = 0;                           ///< s between two of them.
    double duration = 0;                       ///< s
    bool isBig = false;                        ///< A person may want to see it before it happens.
    QString contact;                           ///< Why it would be refused on its way, as a sentence; else empty.
};

/// Asks the gate. Fails as MotionGate::preview does.
orrery::Result<MovePlan> planMove(RobotSession& session, const std::vector<orrery::robot::JointTarget>& targets);

/// Plays plans with the scene's ghost. GUI thread.
class MovePreview : public QObject {
    Q_OBJECT

public:
    explicit MovePreview(RobotScene& scene, QObject* parent = nullptr);

    /// The ghost goes the way over and over, until stop().
    /// @param loops of the plan's robot; copied.
    void repeat(MovePlan plan, const LoopCloser& loops);
    /// It goes ahead of the robot and waits at the end, for as long as the motion takes.
    void once(MovePlan plan, const LoopCloser& loops);
    void stop();
    bool isActive() const { return m_plan.has_value(); }
    /// Only the end is shown.
    void setStill(bool still) { m_still = still; }

Q_SIGNALS:
    void activeChanged();

private:
    void start(MovePlan plan, const LoopCloser& loops, bool repeats);
    void show();

    RobotScene& m_scene;
    std::optional<MovePlan> m_plan;
    std::optional<LoopCloser> m_loops;
    QTimer m_tick;
    QElapsedTimer m_time;
    bool m_repeats = false;
    bool m_still = false;
};
