// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "robot_controller.h"

#include <QObject>
#include <QPointer>
#include <QQmlEngine>
#include <QStringList>

#include <orrery/base/executor.h>

#include <stop_token>

/// The files around the robot shown: other descriptions that were opened with it (in a folder or an archive), and
/// meshes that were not found. GUI thread; folders are read on the pool.
class RobotFiles : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    /// The descriptions to choose from, named from the folder they are in; empty when there is but one.
    Q_PROPERTY(QStringList choices READ choices NOTIFY changed FINAL)
    Q_PROPERTY(int chosen READ chosen NOTIFY changed FINAL)               ///< Which of them is shown; -1: none.
    Q_PROPERTY(int missingMeshes READ missingMeshes NOTIFY changed FINAL) ///< Mesh files that were not found.

public:
    /// @param gui runs completions on this thread; all outlive this.
    RobotFiles(RobotController& robot, orrery::Executor& gui, orrery::Executor& pool, QObject* parent = nullptr);
    ~RobotFiles() override;

    QStringList choices() const { return m_choices; }
    int chosen() const;
    int missingMeshes() const { return m_missingMeshes; }

    Q_INVOKABLE void choose(int index);

Q_SIGNALS:
    void changed();

private:
    void opened(const orrery::robot::LoadedDescription& loaded);
    void look(const QString& place);

    RobotController& m_robot;
    orrery::Executor& m_gui;
    orrery::Executor& m_pool;
    std::stop_source m_stop;
    QString m_shown; // absolute path of the description shown
    QStringList m_files;
    QStringList m_choices;
    int m_missingMeshes = 0;
};

/// Where archives of robots are unpacked.
QString robotArchiveFolder();
