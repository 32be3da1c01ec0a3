// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mjcf_reader.h"

#include <orrery/robot/description/errors.h>

namespace orrery::robot {

Result<LoadedDescription> readMjcf(std::string_view, const std::string& sourceName) {
    return fail(
        DescriptionErrc::Unsupported,
        "This is a MuJoCo model (MJCF), and this build of Orrery has no MuJoCo to open it with. Open the robot's "
        "URDF.",
        {}, sourceName);
}

} // namespace orrery::robot
