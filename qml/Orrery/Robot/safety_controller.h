// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QTimer>

#include <orrery/base/executor.h>
#include <orrery/robot/description/load_description.h>
#include <orrery/robot/motion/stop_procedure.h>

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

class RobotController;
class RobotScene;

/// What keeps the robot of the stage from harm, as far as a person sees it: whether it is watched that it does not
/// touch itself, and the stops that do more than hold. GUI thread; shapes are read on the pool.
class SafetyController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    /// One sentence: what is watched, or why it cannot be.
    Q_PROPERTY(QString watchText READ watchText NOTIFY changed FINAL)
    Q_PROPERTY(bool watching READ watching NOTIFY changed FINAL)
    /// The motors are off: nothing moves until engage().
    Q_PROPERTY(bool released READ released NOTIFY changed FINAL)
    /// What release() will do, to be asked before.
    Q_PROPERTY(QString releaseWarning READ releaseWarning NOTIFY changed FINAL)
    /// A stop is being followed, or the robot is on its way to its park pose.
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)

public:
    /// All outlive this.
    SafetyController(RobotController& robot, orrery::Executor& gui, orrery::Executor& pool, std::string meshCacheFolder,
                     QObject* parent = nullptr);
    ~SafetyController() override;

    /// Shapes are looked at once this scene has read its surfaces, which a person waits for.
    void letGoFirst(const RobotScene& scene);

    QString watchText() const { return m_watchText; }
    bool watching() const { return m_watching; }
    bool released() const { return m_released; }
    QString releaseWarning() const;
    bool busy() const { return m_procedure.has_value(); }

    /// Holds, then travels slowly to the home pose and holds there.
    Q_INVOKABLE void park();
    /// Motors off. Ask a person first: the robot may fall.
    Q_INVOKABLE void release();
    /// Motors on again; every joint holds where it is.
    Q_INVOKABLE void engage();
    /// Follows a hold that has just begun, to say what the telemetry shows.
    void followHold();

Q_SIGNALS:
    void changed();

private:
    void watchSelfCollision(const orrery::robot::LoadedDescription& description);
    void lookAtShapes();
    void begin(orrery::robot::StopLevel level);
    void tick();
    void forget();

    RobotController& m_robot;
    orrery::Executor& m_gui;
    orrery::Executor& m_pool;
    std::string m_meshCacheFolder;
    const RobotScene* m_scene = nullptr;
    std::shared_ptr<const orrery::robot::Description> m_unwatched; ///< Its shapes are to be looked at.
    QString m_watchText;
    bool m_watching = false;
    bool m_released = false;
    std::optional<orrery::robot::StopProcedure> m_procedure;
    QTimer m_tick;
    std::stop_source m_session; // requested when the robot goes: late completions do nothing
};
