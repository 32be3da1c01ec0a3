// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "goal_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace orrery::robot {

Status checkGoal(const KinematicModel& model, const LinkGoal& goal) {
    if (goal.link >= model.linkCount())
        return fail(KinematicsErrc::InvalidGoal, fmt::format("This robot has no link number {}.", goal.link));
    if (!isFinite(goal.position))
        return fail(KinematicsErrc::InvalidGoal, "The goal's position is not a number. Give x, y and z in metres.");
    if (!goal.rotation) return {};
    const Quaternion& q = *goal.rotation;
    const double length = std::sqrt(q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z);
    if (!std::isfinite(length) || length < 1e-6)
        return fail(KinematicsErrc::InvalidGoal,
                    "The goal's orientation is no rotation. Give a quaternion w, x, y, z that is not zero.");
    return {};
}

Result<std::vector<double>> checkedPositions(const KinematicModel& model, std::span<const double> positions) {
    std::vector<double> checked(model.coordinateCount(), 0);
    std::copy_n(positions.begin(), std::min(positions.size(), checked.size()), checked.begin());
    for (std::size_t i = 0; i < checked.size(); ++i) {
        if (!std::isfinite(checked[i])) {
            const std::string& name = model.coordinates()[i].name;
            return fail(KinematicsErrc::InvalidGoal,
                        fmt::format("The present position of joint '{}' is not a number.", name), {}, name);
        }
    }
    return checked;
}

} // namespace orrery::robot
