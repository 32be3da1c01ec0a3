// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <orrery/base/result.h>
#include <orrery/robot/description/load_description.h>

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What every robot sub-command takes.
struct RobotOptions {
    std::string file;
    std::vector<std::string> packages; ///< PACKAGE=FOLDER
    std::vector<std::string> folders;
    std::vector<std::string> arguments; ///< NAME:=VALUE
    bool json = false;
};

void addRobotOptions(CLI::App& command, RobotOptions& options);

orrery::Result<orrery::robot::LoadedDescription> loadRobot(const RobotOptions& options);

/// "a=b" as (a, b), at the last "="; nothing unless both sides hold something.
std::optional<std::pair<std::string, std::string>> splitAtEquals(const std::string& text);

/// Says it on stderr, or as a JSON object, and leaves exit code 1.
void reportFailure(const orrery::Error& error, bool json, CommandContext& context);
