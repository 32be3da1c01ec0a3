// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "robot_controller.h"
#include "robot_scene.h"
#include "robot_session.h"

#include <orrery/bridge/gui_executor.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

/// A controller with its scene, as the program ties them together; meshes are never read.
struct RobotOnStage {
    QTemporaryDir folder;
    orrery::GuiExecutor gui;
    orrery::WorkerPool pool{2};
    orrery::ManualExecutor noWorkers;
    RobotController robot{gui, pool, QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots")};
    RobotScene scene{noWorkers, gui, folder.path().toStdString()};

    RobotOnStage() {
        QObject::connect(
            &robot, &RobotController::loaded, &scene, [this](const orrery::robot::LoadedDescription& loaded) {
                scene.load(loaded.description);
                scene.setPoseSource([this](std::vector<orrery::Pose>& poses) { return robot.sampleLinkPoses(poses); });
            });
    }

    bool open(const QString& file) {
        robot.open(QUrl::fromLocalFile(file));
        return shown();
    }
    bool openText(const QByteArray& urdf) {
        QFile file(folder.filePath(QStringLiteral("robot.urdf")));
        if (!file.open(QIODevice::WriteOnly)) return false;
        file.write(urdf);
        file.close();
        return open(file.fileName());
    }
    bool openBundled(const char* id) {
        robot.openBundled(QString::fromLatin1(id));
        return shown();
    }
    /// Waits until the joints have come to rest: many states in a row show the same.
    bool settle() {
        constexpr int many = 20;
        orrery::robot::SteadyTime seen;
        int same = 0;
        const auto rests = [&] {
            const auto state = robot.session()->states().newest();
            if (!state || state->time == seen) return false;
            seen = state->time;
            same = scene.sample() || robot.moving() ? 0 : same + 1;
            return same >= many;
        };
        return QTest::qWaitFor(rests, 20000);
    }

private:
    bool shown() {
        const auto isThere = [this] {
            return robot.state() == RobotController::Ready && robot.session()->states().newest().has_value();
        };
        return QTest::qWaitFor(isThere, 20000);
    }
};

namespace sample {

inline QByteArray joint(const char* name, const char* parent, const char* child, const char* origin, const char* axis,
                        const char* more = R"(<limit lower="-2" upper="2" velocity="6" effort="1"/>)",
                        const char* type = "revolute") {
    return QByteArray("<joint name=\"") + name + "\" type=\"" + type + "\"><parent link=\"" + parent +
           "\"/><child link=\"" + child + "\"/><origin xyz=\"" + origin + "\"/><axis xyz=\"" + axis + "\"/>" + more +
           "</joint>";
}

/// Three joints in a row, a slide with a follower at the end.
inline QByteArray smallArm() {
    QByteArray text = "<robot name=\"small arm\">";
    for (const char* link : {"base", "upper", "lower", "hand", "left", "right"})
        text += QByteArray("<link name=\"") + link + "\"/>";
    text += joint("pan", "base", "upper", "0 0 0.1", "0 0 1") + joint("lift", "upper", "lower", "0 0 0.1", "0 1 0") +
            joint("elbow", "lower", "hand", "0 0 0.2", "0 1 0");
    text += joint("left_finger", "hand", "left", "0 0 0.1", "0 1 0",
                  R"(<limit lower="0" upper="0.04" velocity="0.2" effort="1"/>)", "prismatic");
    text += joint(
        "right_finger", "hand", "right", "0 0 0.1", "0 1 0",
        R"(<limit lower="-0.04" upper="0" velocity="0.2" effort="1"/><mimic joint="left_finger" multiplier="-1"/>)",
        "prismatic");
    return text + "</robot>";
}

} // namespace sample
