// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "move_preview.h"
#include "pose_history.h"
#include "pose_library.h"
#include "robot_controller.h"
#include "robot_scene.h"

#include <QObject>
#include <QPointer>
#include <QQmlEngine>
#include <QQuickItem>
#include <QUrl>

#include <random>

/// Whole poses of the robot on the stage: takes it to them through the gate, keeps them, goes back and forth in what
/// was asked, and shows a ghost of what will happen. GUI thread; files on the pool.
class PoseController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(PoseLibrary* poses READ poses CONSTANT FINAL)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY historyChanged FINAL)
    Q_PROPERTY(bool canRedo READ canRedo NOTIFY historyChanged FINAL)
    /// Radians instead of degrees, metres instead of millimetres.
    Q_PROPERTY(bool radians READ radians WRITE setRadians NOTIFY unitsChanged FINAL)
    Q_PROPERTY(bool metres READ metres WRITE setMetres NOTIFY unitsChanged FINAL)
    /// Big moves wait for a yes while the ghost shows them.
    Q_PROPERTY(bool showMovesFirst READ showsMovesFirst WRITE setShowMovesFirst NOTIFY showMovesFirstChanged FINAL)
    /// A move waits for a yes.
    Q_PROPERTY(bool waiting READ isWaiting NOTIFY previewChanged FINAL)
    /// The ghost is out: what it shows, how long that takes (s), and what would stop it ("The gripper would touch the
    /// base."), empty when nothing would.
    Q_PROPERTY(bool previewing READ isPreviewing NOTIFY previewChanged FINAL)
    Q_PROPERTY(QString previewTitle READ previewTitle NOTIFY previewChanged FINAL)
    Q_PROPERTY(double previewDuration READ previewDuration NOTIFY previewChanged FINAL)
    Q_PROPERTY(QString previewContact READ previewContact NOTIFY previewChanged FINAL)
    /// No ghost travels: it stands at the end.
    Q_PROPERTY(bool reducedMotion MEMBER m_reducedMotion NOTIFY reducedMotionChanged FINAL)
    /// Where pictures of kept poses are taken.
    Q_PROPERTY(QQuickItem* stage MEMBER m_stage NOTIFY stageChanged FINAL)

public:
    /// All outlive this.
    /// @param folder where kept poses are.
    PoseController(RobotController& robot, RobotScene& scene, orrery::Executor& gui, orrery::Executor& pool,
                   std::filesystem::path folder, QObject* parent = nullptr);
    ~PoseController() override;

    PoseLibrary* poses() { return &m_poses; }
    bool canUndo() const { return m_history.canUndo(); }
    bool canRedo() const { return m_history.canRedo(); }
    bool radians() const { return m_units.radians; }
    bool metres() const { return m_units.metres; }
    void setRadians(bool radians);
    void setMetres(bool metres);
    bool showsMovesFirst() const { return m_showMovesFirst; }
    void setShowMovesFirst(bool show);
    bool isWaiting() const { return m_waiting; }
    bool isPreviewing() const { return m_preview.isActive(); }
    QString previewTitle() const { return m_title; }
    double previewDuration() const { return m_duration; }
    QString previewContact() const { return m_contact; }

    /// Goes to the pose in this row of poses().
    Q_INVOKABLE void go(int row);
    /// Somewhere within the limits, with loops closed, that the gate lets through.
    Q_INVOKABLE void goRandom();
    Q_INVOKABLE void undo();
    Q_INVOKABLE void redo();
    /// The move that waits: yes or no.
    Q_INVOKABLE void confirm();
    Q_INVOKABLE void decline();
    /// Takes the picture for the next keep(); before anything covers the stage.
    Q_INVOKABLE void takePicture();
    /// Keeps where the joints were asked to be, or are.
    Q_INVOKABLE void keep(const QString& name);
    Q_INVOKABLE void exportTo(const QUrl& file);
    Q_INVOKABLE void importFrom(const QUrl& file);
    /// For a seed that gives the same poses each time: tests.
    void seed(unsigned seed) { m_random.seed(seed); }

Q_SIGNALS:
    void historyChanged();
    void unitsChanged();
    void showMovesFirstChanged();
    void previewChanged();
    void reducedMotionChanged();
    void stageChanged();

private:
    enum class Step { New, Back, Forward };
    using Joints = PoseHistory::Joints;

    void open(const orrery::robot::LoadedDescription& description);
    void close();
    void ask(const Joints& joints, const QString& title, Step step);
    void move(std::vector<orrery::robot::JointTarget> targets, Step step, MovePlan plan);
    void remember(const std::vector<orrery::robot::JointTarget>& requested, orrery::robot::MotionSource source);
    void forget();
    Joints named(const std::vector<double>& positions) const;
    std::vector<double> randomPositions();

    RobotController& m_robot;
    PoseLibrary m_poses;
    PoseHistory m_history;
    MovePreview m_preview;
    JointUnits m_units;
    Joints m_asked; // what each joint was last asked for
    std::vector<orrery::robot::JointTarget> m_waitingTargets;
    MovePlan m_waitingPlan;
    Step m_waitingStep = Step::New;
    Step m_step = Step::New; // of the move under way through the gate
    bool m_waiting = false;
    bool m_showMovesFirst = true;
    bool m_reducedMotion = false;
    QString m_title;
    QString m_contact;
    double m_duration = 0;
    QPointer<QQuickItem> m_stage;
    QImage m_picture;
    std::minstd_rand m_random{std::random_device{}()};
};
