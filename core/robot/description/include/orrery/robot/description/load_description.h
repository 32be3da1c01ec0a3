// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>

#include <map>
#include <string>
#include <vector>

namespace orrery::robot {

struct LoadOptions {
    std::map<std::string, std::string> packageRoots;     ///< Package name -> its folder, as chosen for this robot.
    std::vector<std::string> roots;                      ///< Further folders in which meshes may lie.
    bool useRosEnvironment = true;                       ///< Also look in AMENT_PREFIX_PATH and ROS_PACKAGE_PATH.
    std::map<std::string, std::string> arguments = {};   ///< For xacro's $(arg name), over the defaults in the file.
    std::map<std::string, std::string> environment = {}; ///< All that xacro's $(env NAME) can see.
    std::string unpackFolder = {};                       ///< Where archives are unpacked; empty: they are refused.
};

/// Reads a description file of a kind recognised by its content, validates it and finds its mesh files (but does not
/// open them). URDF, xacro, SDF and, with MuJoCo, MJCF are known. Poses come from MJCF's keyframes and from SRDF
/// files beside the description that are written for a robot of its name. Of a folder, or of an archive, the likeliest
/// description that can be read is taken (find_description.h), with a finding that names it when there were others.
/// Blocks on the file system: not for the GUI thread. Fails with a DescriptionErrc.
Result<LoadedDescription> loadDescription(const std::string& path, const LoadOptions& options = {});

} // namespace orrery::robot
