// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Where a robot stands on the floor of the room that all share.
struct RobotPlace {
    double x = 0; ///< Of its root, m.
    double y = 0;
    double height = 0; ///< Of its lowest point above the floor, m.
    double turn = 0;   ///< About the vertical, rad, counter-clockwise seen from above.

    bool operator==(const RobotPlace&) const = default;
};
