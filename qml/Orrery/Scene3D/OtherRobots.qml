// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick3D
import Orrery.Scene3D

/// The robots of a StageRobots besides the active one, each in its place. Child of the active robot's root frame.
Repeater3D {
    id: root

    /// A QQuickWindow: not always one that QML made.
    required property var window
    required property RenderQuality quality
    property bool full: false
    property color skyColor
    property color groundColor
    property color shadowColor
    property real shadowStrength: 1

    delegate: Node {
        id: place

        required property RobotScene scene
        required property bool active
        required position
        required rotation

        // It uses ids of this file, which cannot be declared Bound: Qt 6.4 then refuses to make it here.
        // qmllint disable unqualified
        Loader3D {
            active: !place.active
            sourceComponent: OtherRobot {
                scene: place.scene
                window: root.window
                quality: root.quality
                full: root.full
                skyColor: root.skyColor
                groundColor: root.groundColor
                shadowColor: root.shadowColor
                shadowStrength: root.shadowStrength
            }
        }
        // qmllint enable unqualified
    }
}
