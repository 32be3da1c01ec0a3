// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "robot_options.h"

#include <orrery/robot/kinematics/forward.h>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <vector>

struct PoseOptions : RobotOptions {
    std::vector<std::string> positions; ///< JOINT=VALUE
    std::string pose;                   ///< One that the description names; positions come on top of it.
    bool degrees = false;
};

/// A robot with the joint values that were given; the others are 0.
struct PosedRobot {
    orrery::robot::Description description;
    orrery::robot::KinematicModel model;
    std::vector<double> positions;
    std::vector<std::size_t> given; ///< Coordinates.
};

orrery::Result<PosedRobot> poseRobot(const PoseOptions& options);
orrery::Result<std::size_t> findLink(const PosedRobot& robot, const std::string& name);

/// Every joint that has a value, followers included: {name: {type, value}} in rad and m.
nlohmann::json jointsJson(const PosedRobot& robot);
/// {position, quaternionWxyz}
nlohmann::json poseJson(const orrery::Pose& pose);

/// Registers `robot fk`.
void addRobotFkCommand(CLI::App& robot, CommandContext& context);
