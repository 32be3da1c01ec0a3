// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "robot_scene.h"

#include <QTemporaryDir>

#include <chrono>

/// A scene with a folder for its files; what is for the GUI thread runs while a test waits in loaded().
struct SceneFixture {
    QTemporaryDir folder;
    orrery::ManualExecutor gui;
    orrery::WorkerPool workers{2};
    RobotScene scene{workers, gui, folder.filePath(QStringLiteral("cache")).toStdString()};

    QString path(const char* name) const { return folder.filePath(QString::fromLatin1(name)); }
    bool loaded() {
        return gui.runUntil([this] { return !scene.isLoading(); }, std::chrono::seconds(20));
    }
};
