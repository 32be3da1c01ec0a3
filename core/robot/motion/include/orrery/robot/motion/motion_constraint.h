// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/state/joint_state.h>

#include <span>
#include <string>
#include <vector>

namespace orrery::robot {

/// Two things that overlap where they must not.
struct MotionViolation {
    std::string first;    ///< A link's name.
    std::string second;   ///< A link's name, or what the link must keep away from.
    double depth = 0;     ///< m, how far they are in each other; compared to see whether a motion leads out.
    std::string sentence; ///< For a person: "The gripper would touch the base."
};

/// What a robot must never do with all its joints together, beyond each joint's own limits: touch itself, enter a zone.
/// Immutable, asked from any thread, several at once; an answer takes well under a millisecond.
class MotionConstraint {
public:
    virtual ~MotionConstraint() = default;

    /// The joints it looks at, in the order of its arrays.
    [[nodiscard]] virtual const JointNames& joints() const = 0;

    /// Everything that would be violated with the joints here; empty where all is well.
    /// @param positions one a joint of joints(), rad or m; NaN where it is not known.
    [[nodiscard]] virtual std::vector<MotionViolation> violations(std::span<const double> positions) const = 0;
};

} // namespace orrery::robot
