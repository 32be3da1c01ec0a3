// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "repository_record.h"

#include <QString>

namespace orrery::ui {

/// What a repository means for somebody with a robot.
struct RobotUse {
    enum Kind { None, Description, Policy, Recording, App };
    Kind kind = None;
    std::string file; ///< Description: the robot file to open, by its path in the repository.
    QString text;     ///< What it is and what is needed, in plain words.
};
RobotUse robotUseOf(const RepositoryRecord& record);

} // namespace orrery::ui
