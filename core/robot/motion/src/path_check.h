// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prediction.h"

#include <orrery/robot/motion/motion_constraint.h>
#include <orrery/robot/motion/motion_preview.h>
#include <orrery/robot/state/joint_state.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace orrery::robot {

/// No joint goes further than this from one pose that is looked at to the next.
inline constexpr double kPathStep = 0.03;        ///< rad
inline constexpr double kLinearPathStep = 0.003; ///< m
/// Ways of more poses than this (a joint that turns a hundred times) are looked at more coarsely.
inline constexpr double kMostPathPoses = 10'000;
/// What overlaps already may become so much deeper: less is the noise of measuring.
inline constexpr double kDeeper = 0.001; ///< m

/// Looks along a way for what breaks a constraint. What is broken where the way begins may stay, as long as it does not
/// grow worse than it has been; what was left may not be entered again. Immutable.
class PathCheck {
public:
    /// @param linkJoints the order of the poses.
    PathCheck(std::shared_ptr<const MotionConstraint> constraint, const JointNames& linkJoints);

    [[nodiscard]] const std::shared_ptr<const MotionConstraint>& constraint() const { return m_constraint; }

    /// From the prediction's beginning to its end.
    [[nodiscard]] std::optional<PredictedContact> along(const Prediction& way) const;
    /// Pose by pose, from the first, until it is stopped.
    [[nodiscard]] std::optional<MotionViolation> along(const std::vector<std::vector<double>>& poses,
                                                       const std::stop_token& stop) const;

private:
    class Search;
    [[nodiscard]] std::vector<MotionViolation> violations(const std::vector<double>& pose) const;

    std::shared_ptr<const MotionConstraint> m_constraint;
    std::vector<std::size_t> m_indices; // by the constraint's joints: into the link's; npos
};

} // namespace orrery::robot
