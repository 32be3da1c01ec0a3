// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/description/description.h>

#include <optional>
#include <string>
#include <vector>

namespace orrery::robot {

/// A joint as written, its references still by name and its limits unjudged.
struct RawJoint {
    struct Follows {
        std::string leader;
        double multiplier = 1;
        double offset = 0;
    };
    Joint joint;
    std::string parent;
    std::string child;
    bool hasLimit = false; ///< A <limit> stands there.
    bool hasEnds = false;  ///< ... with lower or upper.
    bool hasRates = false; ///< ... with effort and velocity.
    std::optional<Follows> follows;
};

/// A robot as written, before it is made a tree.
struct RawRobot {
    std::string name;
    std::vector<Link> links;
    std::vector<RawJoint> joints;
    std::vector<Material> materials; ///< Defined at the top level, in order.
};

} // namespace orrery::robot
