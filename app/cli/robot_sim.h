// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>

#include <map>
#include <string>
#include <vector>

/// What `robot sim` is asked to do.
struct RobotSimRequest {
    double seconds = 2;                      ///< Simulated.
    std::map<std::string, double> positions; ///< rad or m, by joint: where it shall go.
    std::vector<std::string> pushes;         ///< LINK=FX,FY,FZ in N
    double pushSeconds = 0.2;
    bool freeBase = false;
    bool json = false;
};

/// Simulates the robot as fast as the machine can and prints where it settles. Fails with what is wrong in the request.
orrery::Status runRobotSim(const orrery::robot::Description& robot, const RobotSimRequest& request);
