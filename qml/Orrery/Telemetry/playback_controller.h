// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QTimer>
#include <QUrl>

#include "open_take.h"
#include "telemetry_robot.h"

#include <orrery/base/executor.h>
#include <orrery/base/pose.h>
#include <orrery/base/result.h>
#include <orrery/robot/record/replay_runner.h>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

/// Watches takes. "Show" only draws how the robot stood then; "replay" moves the robot, through the gate. Both share
/// one cursor. A second take runs beside the first, both from their beginnings, as a ghost. GUI thread; takes are read
/// on the pool, and replays have a thread of their own.
class PlaybackController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(Mode mode READ mode NOTIFY modeChanged FINAL)
    Q_PROPERTY(bool robotThere READ robotThere NOTIFY modeChanged FINAL)
    /// The take that is open, and the one it is compared with: their files and names; empty for none.
    Q_PROPERTY(QString file READ file NOTIFY takesChanged FINAL)
    Q_PROPERTY(QString name READ name NOTIFY takesChanged FINAL)
    Q_PROPERTY(QString comparedFile READ comparedFile NOTIFY takesChanged FINAL)
    Q_PROPERTY(QString comparedName READ comparedName NOTIFY takesChanged FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY takesChanged FINAL)
    /// What a person should know of the take: cut off, other joints.
    Q_PROPERTY(QString warning READ warning NOTIFY takesChanged FINAL)
    /// Why a take could not be opened or replayed, or how a replay ended.
    Q_PROPERTY(QString problem READ problem NOTIFY problemChanged FINAL)
    Q_PROPERTY(double position READ position NOTIFY positionChanged FINAL)
    Q_PROPERTY(QString positionText READ positionText NOTIFY positionChanged FINAL)
    Q_PROPERTY(double duration READ duration NOTIFY takesChanged FINAL)
    Q_PROPERTY(QString durationText READ durationText NOTIFY takesChanged FINAL)
    Q_PROPERTY(bool playing READ playing NOTIFY playingChanged FINAL)
    Q_PROPERTY(bool loop READ loop WRITE setLoop NOTIFY optionsChanged FINAL)
    /// 0.1 to 4
    Q_PROPERTY(double speed READ speed WRITE setSpeed NOTIFY optionsChanged FINAL)
    /// The compared take is to be drawn as a ghost now.
    Q_PROPERTY(bool ghostShown READ ghostShown NOTIFY ghostChanged FINAL)

public:
    enum Mode { Live, Show, Replay };
    Q_ENUM(Mode)

    /// @param gui runs completions on this thread; outlives the controller, as the pool does.
    PlaybackController(orrery::Executor& gui, orrery::Executor& pool, QObject* parent = nullptr);
    ~PlaybackController() override;

    void attach(const TelemetryRobot& robot);
    /// Ends what is shown or replayed; takes stay open. Call it before the robot's gate goes.
    void detach();

    Mode mode() const { return m_mode; }
    bool robotThere() const { return static_cast<bool>(m_runner); }
    QString file() const { return m_a.file(); }
    QString name() const { return m_a.name(); }
    QString comparedFile() const { return m_b.file(); }
    QString comparedName() const { return m_b.name(); }
    bool loading() const { return m_readingA || m_readingB; }
    QString warning() const;
    QString problem() const { return m_problem; }
    double position() const { return m_position; }
    QString positionText() const;
    double duration() const;
    QString durationText() const;
    bool playing() const { return m_playing; }
    bool loop() const { return m_loop; }
    void setLoop(bool loop);
    double speed() const { return m_speed; }
    void setSpeed(double speed);
    bool ghostShown() const { return m_mode != Live && m_b.isThere() && m_robot.model; }

    std::shared_ptr<const PlottedTake> take() const { return m_a.plotted(); }
    std::shared_ptr<const PlottedTake> compared() const { return m_b.plotted(); }

    /// Reads a take and shows it from its beginning.
    Q_INVOKABLE void open(const QString& file);
    Q_INVOKABLE void openUrl(const QUrl& url);
    /// Reads a second one to run beside it; an empty name ends that.
    Q_INVOKABLE void compareWith(const QString& file);
    Q_INVOKABLE void close();
    Q_INVOKABLE void show();
    Q_INVOKABLE void replay();
    /// Back to the robot as it is now; a replay ends, and the robot holds.
    Q_INVOKABLE void goLive();
    Q_INVOKABLE void togglePlaying();
    Q_INVOKABLE void seek(double time);
    Q_INVOKABLE void dismiss();
    /// A file got another name, or is gone (empty).
    void fileMoved(const QString& from, const QString& to);

    /// Where the shown take had the links at the cursor; like a scene's pose source, only while mode is Show.
    bool samplePoses(std::vector<orrery::Pose>& poses);
    /// The same of the compared take, while ghostShown.
    bool sampleGhost(std::vector<orrery::Pose>& poses);

Q_SIGNALS:
    void modeChanged();
    void takesChanged();
    void problemChanged();
    void positionChanged();
    void playingChanged();
    void optionsChanged();
    void ghostChanged();

private:
    void read(const QString& file, bool& reading, const std::stop_token& stop,
              std::function<void(const orrery::Result<OpenTake>&)> then);
    void enter(Mode mode);
    void play();
    void pause();
    void startReplay();
    void replayEnded(const orrery::Result<orrery::robot::ReplayReport>& report);
    void endReplay();
    void advance();
    void setPosition(double position);
    void setPlaying(bool playing);
    void say(const QString& problem);

    orrery::Executor& m_gui;
    orrery::Executor& m_pool;
    TelemetryRobot m_robot;
    std::unique_ptr<orrery::robot::ReplayRunner> m_runner;
    OpenTake m_a;
    OpenTake m_b;
    std::vector<double> m_base; // where joints stand that a take has not
    Mode m_mode = Live;
    bool m_playing = false;
    bool m_loop = false;
    double m_speed = 1;
    double m_position = 0;
    bool m_readingA = false;
    bool m_readingB = false;
    QString m_problem;
    QTimer m_tick;
    std::chrono::steady_clock::time_point m_advanced;
    std::stop_source m_readA, m_readB;
    std::stop_source m_replay; // of the replay that runs
    bool m_replayRuns = false;
};
