// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_options.h"

#include "output.h"

#include <orrery/platform/paths.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>

using namespace orrery;
using namespace orrery::robot;

void addRobotOptions(CLI::App& command, RobotOptions& options) {
    command
        .add_option("file", options.file,
                    "The robot description (URDF, xacro, SDF, MJCF), or a folder or archive with one in it")
        ->required();
    command.add_option("--arg", options.arguments, "A value for an argument of a xacro file: NAME:=VALUE");
    command.add_option("--package", options.packages, "Where a package lies: PACKAGE=FOLDER");
    command.add_option("--folder", options.folders, "A further folder in which meshes may lie");
    command.add_flag("--json", options.json, "Print one JSON object");
}

std::optional<std::pair<std::string, std::string>> splitAtEquals(const std::string& text) {
    const auto equals = text.rfind('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) return std::nullopt;
    return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

namespace {

std::optional<std::pair<std::string, std::string>> splitArgument(const std::string& text) {
    const auto at = text.find(":=");
    if (at == std::string::npos || at == 0) return std::nullopt;
    return std::pair(text.substr(0, at), text.substr(at + 2));
}

} // namespace

Result<LoadedDescription> loadRobot(const RobotOptions& options) {
    LoadOptions where;
    where.roots = options.folders;
    where.unpackFolder = (platform::standardFolders().cache / "robots").string();
    for (const std::string& argument : options.arguments) {
        const auto parts = splitArgument(argument);
        if (!parts)
            return fail(orrery::Errc::InvalidArgument, fmt::format("'{}' is not of the form NAME:=VALUE.", argument));
        where.arguments.insert(*parts);
    }
    for (const std::string& package : options.packages) {
        const auto parts = splitAtEquals(package);
        if (!parts)
            return fail(orrery::Errc::InvalidArgument, fmt::format("'{}' is not of the form PACKAGE=FOLDER.", package));
        where.packageRoots.insert(*parts);
    }
    return loadDescription(options.file, where);
}

void reportFailure(const Error& error, bool json, CommandContext& context) {
    context.exitCode = 1;
    if (json) return printJson({{"ok", false}, {"error", toJson(error)}});
    fmt::print(stderr, "{}\n", describe(error));
}
