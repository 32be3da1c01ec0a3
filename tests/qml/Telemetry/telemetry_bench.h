// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTemporaryDir>

#include "telemetry_robot.h"

#include <orrery/base/executor.h>
#include <orrery/bridge/gui_executor.h>
#include <orrery/robot/description/load_description.h>
#include <orrery/robot/sim/kinematic_simulator.h>

#include "take_writer.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <string>

namespace orrery::test {

inline const char* const twoJoints = R"(<robot name="arm"><link name="a"/><link name="b"/><link name="c"/>
<joint name="elbow" type="revolute"><parent link="a"/><child link="b"/><axis xyz="0 0 1"/>
<limit lower="-2" upper="2" velocity="3" effort="1"/></joint>
<joint name="slide" type="prismatic"><parent link="b"/><child link="c"/><axis xyz="1 0 0"/>
<limit lower="0" upper="0.2" velocity="0.5" effort="1"/></joint></robot>)";

/// A simulated robot with a joint that turns and one that slides, and a folder for takes.
struct TelemetryBench {
    TelemetryBench() {
        std::ofstream(file()) << twoJoints;
        auto loaded = robot::loadDescription(file().string());
        description = loaded->description;
        model.emplace(description);
        simulator = std::make_unique<robot::KinematicSimulator>(description);
        gate = std::make_unique<robot::MotionGate>(description.joints, *simulator);
    }

    std::filesystem::path root() const { return temporary.path().toStdString(); }
    std::filesystem::path file() const { return root() / "arm.urdf"; }
    std::filesystem::path takes() const { return root() / "takes"; }

    TelemetryRobot robot() {
        TelemetryRobot robot;
        robot.gate = gate.get();
        robot.model = &*model;
        robot.name = QStringLiteral("Arm");
        robot.file = QString::fromStdString(file().string());
        robot.positions = [this](std::vector<double>& positions) {
            const auto state = simulator->states().newest();
            if (state) positions = state->position;
            return state.has_value();
        };
        return robot;
    }

    double elbow() const {
        const auto state = simulator->states().newest();
        return state ? state->position[0] : std::nan("");
    }

    /// A take whose elbow goes from `from` at `slope` rad/s, and whose slide stays at 0.1 m.
    std::filesystem::path writeTake(const std::string& name, double seconds, double from = 0, double slope = 0.5,
                                    bool finish = true, const robot::JointNames& joints = {"elbow", "slide"}) const {
        std::filesystem::create_directories(takes());
        auto path = takes() / (name + ".mcap");
        auto writer = robot::TakeWriter::create(path, joints, {{"name", "Arm"}, {"file", file().string()}});
        const std::uint64_t begin = 1'700'000'000'000'000'000;
        for (int i = 0; i <= seconds * 50; ++i) {
            robot::JointState state{{}, {from + slope * i * 0.02, 0.1}, {slope, 0}, {}};
            (void)writer->state(begin + static_cast<std::uint64_t>(i) * 20'000'000, state);
        }
        (void)(finish ? writer->finish() : writer->flush());
        return path;
    }

    QTemporaryDir temporary;
    robot::Description description;
    std::optional<robot::KinematicModel> model;
    std::unique_ptr<robot::KinematicSimulator> simulator;
    std::unique_ptr<robot::MotionGate> gate;
    GuiExecutor gui;
    WorkerPool pool{2};
};

inline QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace orrery::test
