// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "robot_side.h"
#include "stage_robots.h"
#include "stop_listener.h"

#include <QStringList>
#include <QWindow>

#include <atomic>
#include <memory>
#include <vector>

/// The robots of the window: at least one, side by side on one stage, one of them the one that pages speak of. Stop
/// stops them all. GUI thread.
class RobotFleet : public QObject {
    Q_OBJECT

public:
    /// All outlive this. It begins with one robot, empty.
    RobotFleet(const orrery::platform::Folders& folders, AppSettings& settings, orrery::GuiExecutor& gui,
               orrery::Executor& workers);
    ~RobotFleet() override;

    RobotSide& active() { return *m_robots[static_cast<std::size_t>(m_onStage.active())]; }
    /// The active robot's.
    RobotController* robot() { return active().robot(); }
    RobotScene* scene() { return active().scene(); }
    StageRobots* onStage() { return &m_onStage; }

    /// One more robot beside the others, which becomes the active one; an empty place of its own is used first.
    void add(const QUrl& file);

    /// For all robots, also those to come.
    void setSearchFolders(const QStringList& folders);
    void setTriangleBudget(int budget);

    /// Stop works from now on, in this window.
    void watchStop(const QWindow& window);

    /// What the window needs of this side, by the names of its properties.
    QVariantMap properties();
    /// Sets them anew whenever another robot is the active one.
    void keepCurrent(QObject& window);

    /// Files or meshes are being read.
    bool busy() const;

private:
    RobotSide& grow();
    RobotSide& free();
    void remove(int row);
    void noteMoving();

    orrery::platform::Folders m_folders;
    StopDesk m_stopDesk;
    ViewMemory m_views;
    orrery::platform::EventThread m_processes;
    RobotSurroundings m_around;
    QStringList m_searchFolders;
    int m_triangleBudget = 0;
    std::atomic<bool> m_moving = false; ///< Any of them, as the presenters last knew.
    std::unique_ptr<StopListener> m_stopListener;
    StageRobots m_onStage;
    std::vector<std::unique_ptr<RobotSide>> m_robots; ///< As the rows of m_onStage.
};
