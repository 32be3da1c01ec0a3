// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "inertia_check.h"

#include <fmt/format.h>

namespace orrery::robot {
namespace {

/// A positive mass and a positive definite inertia.
bool isPhysical(const Inertial& inertial) {
    const auto& [xx, xy, xz, yy, yz, zz] = inertial.inertia;
    const double determinant = xx * (yy * zz - yz * yz) - xy * (xy * zz - yz * xz) + xz * (xy * yz - yy * xz);
    return inertial.mass > 0 && xx > 0 && xx * yy - xy * xy > 0 && determinant > 0;
}

} // namespace

void reportUnphysicalInertia(const RawRobot& robot, FindingList& findings) {
    const Link* first = nullptr;
    int count = 0;
    for (const Link& link : robot.links) {
        if (!link.inertial || isPhysical(*link.inertial)) continue;
        if (!first) first = &link;
        ++count;
    }
    if (!first) return;
    const std::string subject = count == 1 ? fmt::format("Link '{}' has", first->name)
                                           : fmt::format("{} links ('{}' is the first) have", count, first->name);
    findings.inform(first->line, first->name,
                    subject +
                        " a mass or inertia that no real body has; the picture does not need it, a simulation does.");
}

} // namespace orrery::robot
