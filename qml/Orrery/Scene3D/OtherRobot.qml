// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick3D
import Orrery.Scene3D

/// A robot beside the active one: its surfaces and its shadow on the floor, where it stands. Child of the active robot's root frame.
Node {
    id: root

    required property RobotScene scene
    required property RenderQuality quality
    property bool full: false
    property alias window: poseDriver.window
    property color skyColor
    property color groundColor
    property color shadowColor
    property real shadowStrength: 1

    PoseDriver {
        id: poseDriver

        scene: root.scene
        frameInterval: root.quality.frameInterval
    }

    RobotBatches {
        scene: root.scene
        driver: poseDriver
        full: root.full
        castsShadows: root.quality.shadows
        skyColor: root.skyColor
        groundColor: root.groundColor
    }

    StageFloor {
        scene: root.scene
        focus: shadowCenter
        reach: shadowExtent
        cell: 1
        gridStrength: 0
        shadowColor: root.shadowColor
        shadowStrength: root.shadowStrength
    }
}
