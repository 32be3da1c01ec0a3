// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/description/xacro.h>

#include <string>
#include <string_view>

namespace orrery::robot {

/// Reads the common part of SDF (http://sdformat.org, versions 1.4 to 1.11): one model with its nested and included
/// ones, links, joints, frames, poses with relative_to, geometry, materials, inertia. Of a world the model with the
/// most links is taken. Links are moved into their joints, so that a description's rule holds: a child's frame is its
/// joint's. What a Description cannot hold (ball joints, second axes, sensors, plugins, ...) gives a finding. Repairs
/// as readUrdf does. Pure: files are opened through `options` alone, meshes are not looked for. Fails with a
/// DescriptionErrc when nothing can be shown. Any thread.
Result<LoadedDescription> readSdf(std::string_view text, const std::string& sourceName,
                                  const ExpansionOptions& options = {});

} // namespace orrery::robot
