// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick3D
import Orrery.Scene3D
import Orrery.Theme

/// What physics does to a robot, as arrows: where things touch, and what pushes or pulls. Child of the root frame.
Node {
    id: root

    /// Begin and end of each, one after the other, m.
    property list<vector3d> contactArrows
    property list<vector3d> pushArrows
    /// About how large the robot is, m: arrows are as thick in proportion.
    property real reach: 0.5

    ForceArrows {
        arrowColor: Theme.palette.caution
        arrows: root.contactArrows
        thickness: 0.006 * root.reach
    }
    ForceArrows {
        arrowColor: Theme.palette.accent
        arrows: root.pushArrows
        thickness: 0.008 * root.reach
    }
}
