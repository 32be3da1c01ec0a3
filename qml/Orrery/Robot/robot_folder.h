// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/motion/gesture.h>

#include <map>
#include <string>
#include <vector>

/// A robot as Orrery ships it: a folder with `robot.json`, a description, meshes and gestures.
struct RobotFolder {
    QString id; ///< The folder's name.
    QString title;
    QString description;                         ///< One line for a person.
    QString file;                                ///< Absolute path of the description.
    std::map<std::string, double> homePose;      ///< Joint name to rad or m.
    std::vector<orrery::robot::NamedPose> poses; ///< From robot.json's "poses", by name.
    std::vector<orrery::robot::Gesture> gestures;
};

/// The robots below `folder`, sorted by title; folders without robot.json are no robots. Reads files: call it on a
/// worker.
std::vector<RobotFolder> listRobotFolders(const QString& folder);

/// Reads one robot's folder with its gestures; a gesture that cannot be read is logged and left out.
orrery::Result<RobotFolder> readRobotFolder(const QString& folder);
