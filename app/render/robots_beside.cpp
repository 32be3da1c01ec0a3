// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robots_beside.h"

#include "opened_robot.h"
#include "robot_timeline.h"
#include "scene_look.h"

#include <orrery/robot/kinematics/forward.h>

#include <QEventLoop>
#include <QFileInfo>

#include <cstdio>
#include <utility>

using namespace orrery;

RobotsBeside::RobotsBeside(Executor& workers, Executor& gui, platform::Folders folders)
    : m_workers(workers), m_gui(gui), m_folders(std::move(folders)) {}

Status RobotsBeside::gather(RobotScene& scene, const StageLook& look) {
    m_robots.add(scene);
    m_robots.setPlace(0, look.place);
    for (const StageLook::Beside& beside : look.beside) {
        if (Status good = add(beside); !good) return good;
    }
    return {};
}

Status RobotsBeside::add(const StageLook::Beside& beside) {
    auto robot = openRobot(QString::fromStdString(beside.file), m_folders);
    if (!robot) return fail(robot.error());
    const std::string own = QFileInfo(robot->folder.file).absolutePath().toStdString();
    const auto home = timelineOf({}, robot->description, robot->folder.homePose, own);
    if (!home) return fail(home.error());
    auto scene = std::make_unique<RobotScene>(m_workers, m_gui, (m_folders.cache / "meshes").string());
    QEventLoop loading;
    QObject::connect(scene.get(), &RobotScene::loadFinished, &loading, &QEventLoop::quit);
    scene->load(std::move(robot->description));
    scene->setJointPositions(home->frames.front());
    if (scene->isLoading()) loading.exec();
    for (const robot::Finding& finding : scene->findings()) std::fprintf(stderr, "%s\n", finding.message.c_str());
    StageLook posed;
    posed.robot = beside.robot;
    scene->setLinkPoses(posesIn(posed, *scene, scene->linkPoses()));
    m_robots.add(*scene);
    if (beside.place) m_robots.setPlace(m_robots.count() - 1, *beside.place);
    m_scenes.push_back(std::move(scene));
    return {};
}
