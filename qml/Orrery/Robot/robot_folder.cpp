// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_folder.h"

#include <orrery/base/log.h>

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace orrery;

namespace {

Result<QByteArray> readAll(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(Errc::Io, "A robot's file cannot be read.", file.errorString().toStdString(), path.toStdString());
    }
    return file.readAll();
}

std::vector<robot::Gesture> readGestures(const QDir& folder) {
    std::vector<robot::Gesture> gestures;
    const QStringList names = folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        const QString path = folder.filePath(name);
        const Result<QByteArray> bytes = readAll(path);
        Result<robot::Gesture> gesture = bytes ? robot::readGesture(bytes->toStdString(), path.toStdString())
                                               : Result<robot::Gesture>(fail(bytes.error()));
        if (gesture) {
            gestures.push_back(std::move(*gesture));
        } else {
            log(LogLevel::Warning, "robot", describe(gesture.error()));
        }
    }
    return gestures;
}

std::map<std::string, double> readJoints(const QJsonObject& json) {
    std::map<std::string, double> joints;
    for (auto joint = json.begin(); joint != json.end(); ++joint) {
        joints[joint.key().toStdString()] = joint.value().toDouble();
    }
    return joints;
}

} // namespace

Result<RobotFolder> readRobotFolder(const QString& path) {
    const QDir folder(path);
    const QString file = folder.filePath(QStringLiteral("robot.json"));
    const Result<QByteArray> bytes = readAll(file);
    if (!bytes) return fail(bytes.error());
    QJsonParseError problem;
    const QJsonObject json = QJsonDocument::fromJson(*bytes, &problem).object();
    if (problem.error != QJsonParseError::NoError) {
        return fail(Errc::InvalidArgument, "A robot's robot.json cannot be understood.",
                    problem.errorString().toStdString(), file.toStdString());
    }
    RobotFolder robot;
    robot.id = folder.dirName();
    robot.title = json[QLatin1String("title")].toString(robot.id);
    robot.description = json[QLatin1String("description")].toString();
    robot.file = folder.absoluteFilePath(json[QLatin1String("urdf")].toString(robot.id + QStringLiteral(".urdf")));
    robot.homePose = readJoints(json[QLatin1String("home")].toObject());
    const QJsonObject poses = json[QLatin1String("poses")].toObject();
    for (auto pose = poses.begin(); pose != poses.end(); ++pose) {
        std::map<std::string, double> joints = readJoints(pose.value().toObject());
        if (!joints.empty()) robot.poses.push_back({pose.key().toStdString(), std::move(joints)});
    }
    robot.gestures = readGestures(QDir(folder.filePath(QStringLiteral("gestures"))));
    return robot;
}

std::vector<RobotFolder> listRobotFolders(const QString& path) {
    const QDir root(path);
    std::vector<RobotFolder> robots;
    const QStringList names = root.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& name : names) {
        if (!QFile::exists(root.filePath(name + QStringLiteral("/robot.json")))) continue;
        Result<RobotFolder> robot = readRobotFolder(root.filePath(name));
        if (robot) {
            robots.push_back(std::move(*robot));
        } else {
            log(LogLevel::Warning, "robot", describe(robot.error()));
        }
    }
    std::ranges::sort(robots, {}, &RobotFolder::title);
    return robots;
}
