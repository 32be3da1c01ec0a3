// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick3D
import Orrery.Scene3D
import Orrery.Robot

/// Draws what the physics of the robot feels into a 3D view: contacts, and what pulls or pushes it. Shows nothing itself.
QtObject {
    id: root

    required property SimulationController simulation
    /// The stage's 3D view; null for none.
    property Item view: null

    readonly property Node frame: view instanceof RobotView ? (view as RobotView).rootFrame : null
    property Node marks: null

    property Component marksComponent: Component {
        // qmllint disable unqualified
        ForceMarks {
            contactArrows: root.simulation.contactArrows
            pushArrows: root.simulation.pushLine
            reach: root.simulation.reach
        }
        // qmllint enable unqualified
    }

    function attach(): void {
        if (marks)
            marks.destroy();
        marks = frame ? marksComponent.createObject(frame) as Node : null;
    }

    onFrameChanged: attach()
    Component.onCompleted: attach()
}
