// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stage_look.h"
#include "stage_robots.h"

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/platform/paths.h>

#include <memory>
#include <vector>

/// The robots that stand beside the one that is drawn.
class RobotsBeside {
public:
    RobotsBeside(orrery::Executor& workers, orrery::Executor& gui, orrery::platform::Folders folders);

    /// Puts the robot that is drawn, whose surfaces are there, and those beside it in their places. Blocks until all
    /// surfaces are there. @param scene outlives this.
    orrery::Status gather(RobotScene& scene, const StageLook& look);
    /// All of them, after gather.
    StageRobots& robots() { return m_robots; }

private:
    orrery::Status add(const StageLook::Beside& beside);

    orrery::Executor& m_workers;
    orrery::Executor& m_gui;
    orrery::platform::Folders m_folders;
    std::vector<std::unique_ptr<RobotScene>> m_scenes;
    StageRobots m_robots;
};
