// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "opened_robot.h"

#include "resources.h"

#include <orrery/robot/description/load_description.h>

#include <QFileInfo>

#include <utility>

using namespace orrery;

namespace {

QString resolved(const QString& path) {
    const QString own = resourcesFolder() + QStringLiteral("/robots/") + path;
    return !path.contains(QLatin1Char('/')) && !QFileInfo::exists(path) && QFileInfo::exists(own) ? own : path;
}

} // namespace

Result<OpenedRobot> openRobot(const QString& path, const platform::Folders& folders) {
    OpenedRobot robot;
    const QFileInfo info(resolved(path));
    const QString folder = info.isDir() ? info.absoluteFilePath() : info.absolutePath();
    if (QFileInfo::exists(folder + QStringLiteral("/robot.json"))) {
        Result<RobotFolder> read = readRobotFolder(folder);
        if (read && (info.isDir() || QFileInfo(read->file) == info)) robot.folder = std::move(*read);
    }
    if (robot.folder.file.isEmpty()) robot.folder.file = info.absoluteFilePath();
    robot::LoadOptions options;
    options.unpackFolder = (folders.cache / "robots").string();
    auto loaded = robot::loadDescription(robot.folder.file.toStdString(), options);
    if (!loaded) return fail(loaded.error());
    robot.description = std::move(loaded->description);
    return robot;
}
