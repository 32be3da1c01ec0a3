// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QTimer>
#include <QUrl>

#include "finding_list_model.h"
#include "joint_list_model.h"
#include "named_list_model.h"
#include "part_list_model.h"
#include "robot_folder.h"

#include <orrery/base/error.h>
#include <orrery/base/executor.h>
#include <orrery/robot/description/load_description.h>
#include <orrery/robot/motion/gesture_player.h>
#include <orrery/robot/motion/motion_monitor.h>

#include <memory>
#include <stop_token>

class RobotSession;

/// The robot on the stage: opens descriptions, moves joints and plays gestures through the motion gate, and says in
/// plain words what happened. Files are read on the pool; everything else happens on the GUI thread, and nothing here
/// waits.
class RobotController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(State state READ state NOTIFY changed FINAL)
    Q_PROPERTY(QString robotId READ robotId NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    Q_PROPERTY(QString description READ description NOTIFY changed FINAL)
    Q_PROPERTY(QString file READ file NOTIFY changed FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    Q_PROPERTY(QString problemDetail READ problemDetail NOTIFY changed FINAL)
    Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged FINAL)
    Q_PROPERTY(QString playing READ playing NOTIFY playingChanged FINAL)
    Q_PROPERTY(bool moving READ moving NOTIFY movingChanged FINAL)
    Q_PROPERTY(JointListModel* joints READ joints CONSTANT FINAL)
    Q_PROPERTY(PartListModel* parts READ parts CONSTANT FINAL)
    Q_PROPERTY(FindingListModel* findings READ findings CONSTANT FINAL)
    Q_PROPERTY(NamedListModel* gestures READ gestures CONSTANT FINAL)
    Q_PROPERTY(QStringList gestureIds READ gestureIds NOTIFY changed FINAL)
    Q_PROPERTY(NamedListModel* bundled READ bundled CONSTANT FINAL)

public:
    enum State {
        Empty,
        Loading,
        Ready,
        Failed, ///< The last file could not be opened; the robot before it is still there, if there was one.
    };
    Q_ENUM(State)

    /// @param gui runs completions on this thread; outlives the controller, as the pool does.
    /// @param robotsFolder where the bundled robots are.
    RobotController(orrery::Executor& gui, orrery::Executor& pool, const QString& robotsFolder,
                    QObject* parent = nullptr);
    ~RobotController() override;

    State state() const { return m_state; }
    QString robotId() const { return m_folder.id; } ///< Of a bundled robot; empty for an opened file.
    QString title() const { return m_title; }
    QString description() const { return m_folder.description; }
    QString file() const { return m_folder.file; } ///< Of the robot shown.
    QString problem() const { return m_problem; }
    QString problemDetail() const { return m_problemDetail; }
    QString notice() const {
        return m_notice;
    } ///< What the person should know about the last motion; empty when all is well.
    QString playing() const { return m_playing; } ///< Id of the gesture that plays; empty when none does.
    bool moving() const { return m_moving; }      ///< Measured: some joint changed within the last moments.
    JointListModel* joints() { return &m_joints; }
    PartListModel* parts() { return &m_parts; }
    FindingListModel* findings() { return &m_findings; }
    NamedListModel* gestures() { return &m_gestures; }
    QStringList gestureIds() const;
    /// The poses beside the description; the description's own are in sessionOpened's.
    const std::vector<orrery::robot::NamedPose>& folderPoses() const { return m_folder.poses; }
    NamedListModel* bundled() { return &m_bundled; }

    /// Opens a description file, or a folder with a robot.json.
    Q_INVOKABLE void open(const QUrl& url);
    Q_INVOKABLE void openBundled(const QString& id);
    /// Tries the last file again.
    Q_INVOKABLE void retry();
    /// @param shown the wanted position in the row's display unit.
    Q_INVOKABLE void moveJoint(int row, double shown);
    Q_INVOKABLE void playGesture(const QString& id);
    Q_INVOKABLE void endGesture();
    Q_INVOKABLE void goHome();
    /// Holds every joint now. Goes straight to the link; the GUI's event queue is not on the way.
    Q_INVOKABLE void stop();
    Q_INVOKABLE void dismissNotice();

    /// Sends targets through the gate on behalf of a person or a presenter, and says what became of them as the notice.
    /// @return whether they were let through.
    bool move(std::vector<orrery::robot::JointTarget> targets, orrery::robot::MotionSource source);
    /// What people read positions in; the joints and the part card follow.
    void setUnits(const JointUnits& units);
    /// The robot that is there; null when none is. Valid until sessionClosing.
    RobotSession* session() { return m_session.get(); }
    /// The description that is shown; only while there is a session.
    const orrery::robot::Description& shownDescription() const { return m_loaded.description; }
    /// Lets another link move the robot that is there, from now on: a new session, with sessionClosing and
    /// sessionOpened.
    void useLink(std::unique_ptr<orrery::robot::RobotLink> link);
    /// Something the person should know, where motions are told about.
    void setNotice(const QString& text);

    /// What was last asked for: a path.
    QString wanted() const { return m_wanted; }
    /// Further folders in which meshes may lie; counts from the next robot on.
    void setSearchFolders(const QStringList& folders) { m_searchFolders = folders; }

    /// What was wrong with the meshes, as far as they are read; listed after the description's own findings.
    void setSceneFindings(const std::vector<orrery::robot::Finding>& findings);

    /// The link poses to draw now: root to link, one a description link.
    /// @return whether they differ from the last call's.
    bool sampleLinkPoses(std::vector<orrery::Pose>& poses);

Q_SIGNALS:
    /// A new robot is there: time to load its meshes.
    void loaded(const orrery::robot::LoadedDescription& description);
    /// session() is another one from now on, with the description it was made from.
    void sessionOpened(const orrery::robot::LoadedDescription& description);
    /// session() is about to go: whatever works with it ends now.
    void sessionClosing();
    /// Targets went through the gate.
    void moved(const std::vector<orrery::robot::JointTarget>& requested, orrery::robot::MotionSource source);
    /// A person stopped the robot: whatever waited for its turn is off.
    void stopped();
    void changed();
    void noticeChanged();
    void playingChanged();
    void movingChanged();

private:
    void load(const QString& path);
    void show(RobotFolder folder, orrery::Result<orrery::robot::LoadedDescription> loaded);
    void fail(const orrery::Error& error);
    void openSession(std::unique_ptr<orrery::robot::RobotLink> link);
    void startNextGesture();
    void gestureEnded(const orrery::Result<orrery::robot::GestureReport>& report);
    void watch();
    void setPlaying(const QString& id);
    void setMoving(bool moving);

    orrery::Executor& m_gui;
    orrery::Executor& m_pool;
    QString m_robotsFolder;
    QStringList m_searchFolders;
    State m_state = Empty;
    QString m_title;
    QString m_wanted; // what was last asked for: retry() reads it again
    QString m_problem;
    QString m_problemDetail;
    QString m_notice;
    QString m_playing;
    bool m_moving = false;
    RobotFolder m_folder;
    JointListModel m_joints;
    PartListModel m_parts;
    FindingListModel m_findings;
    NamedListModel m_gestures;
    NamedListModel m_bundled;
    std::vector<orrery::robot::Finding> m_ownFindings; // the description's
    orrery::robot::LoadedDescription m_loaded;
    std::unique_ptr<RobotSession> m_session;
    orrery::robot::MotionMonitor m_monitor;
    std::stop_source m_alive;       // requested when the controller goes: late completions then do nothing
    std::stop_source m_loading;     // of the file being read
    std::stop_source m_sessionGone; // requested when another robot takes the session's place
    std::stop_source m_gesture;     // of the gesture that plays
    QString m_nextGesture;          // waits for the end of the one that plays
    bool m_gestureRuns = false;     // the runner has not completed it yet
    QTimer m_watch;
    std::vector<double> m_shown; // positions of the last sample, one a coordinate
    std::vector<double> m_drawn; // positions the last poses were made from
    orrery::Pose m_drawnRoot;    // and where the root was
    int m_quietTicks = 0;
};
