// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_use.h"

#include <orrery/bridge/text.h>

#include <QCoreApplication>

#include <algorithm>

namespace orrery::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(orrery::Repository)
};

bool hasTag(const RepositoryRecord& record, QLatin1String tag) {
    return std::ranges::any_of(record.entry.summary.tags, [&](const std::string& own) {
        return textFrom(own).compare(tag, Qt::CaseInsensitive) == 0;
    });
}

/// The shortest path ending so: the main description rather than a part of it.
std::string shortestPath(const RepositoryRecord& record, QLatin1String ending) {
    std::string best;
    for (const hub::TreeEntry& file : record.files) {
        if (file.folder || !textFrom(file.path).endsWith(ending, Qt::CaseInsensitive)) continue;
        if (best.empty() || file.path.size() < best.size()) best = file.path;
    }
    return best;
}

std::string descriptionFile(const RepositoryRecord& record) {
    const std::string urdf = shortestPath(record, QLatin1String(".urdf"));
    const bool describesRobot = hasTag(record, QLatin1String("mjcf")) || hasTag(record, QLatin1String("mujoco"));
    return urdf.empty() && describesRobot ? shortestPath(record, QLatin1String(".xml")) : urdf;
}

} // namespace

RobotUse robotUseOf(const RepositoryRecord& record) {
    const hub::RepoKind kind = record.id.kind;
    if (std::string file = descriptionFile(record); !file.empty() && kind != hub::RepoKind::Space)
        return {RobotUse::Description, std::move(file),
                Words::tr("A robot's description. Downloaded, it opens on the Robot page.")};
    if (kind == hub::RepoKind::Space && hasTag(record, QLatin1String("reachy_mini")))
        return {
            RobotUse::App, {}, Words::tr("An app for Reachy Mini. It is installed from the robot's own dashboard.")};
    const bool lerobot = hasTag(record, QLatin1String("lerobot"));
    if (kind == hub::RepoKind::Dataset && (lerobot || hasTag(record, QLatin1String("task_categories:robotics"))))
        return {
            RobotUse::Recording,
            {},
            Words::tr("Recordings of a robot at work: its joints and cameras over time. Downloaded, they stand in the "
                      "shared cache, where LeRobot finds them.")};
    if (kind == hub::RepoKind::Model && (lerobot || record.entry.summary.task == "robotics"))
        return {RobotUse::Policy,
                {},
                Words::tr(
                    "A policy: it turns camera pictures and joint positions into the next motion. To run it one needs "
                    "the kind of robot it was trained on and a program that runs policies, such as LeRobot. "
                    "Downloaded, it stands in the shared cache, where LeRobot finds it.")};
    return {};
}

} // namespace orrery::ui
