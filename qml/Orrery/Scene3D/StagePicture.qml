// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Scene3D
import Orrery.Theme

/// The stage alone, for pictures that are drawn into a file: StageRenderer makes it.
Item {
    id: root

    required property RobotScene scene
    required property RenderQuality quality
    property StageRobots robots: null
    property bool transparent: false
    property string theme: "dark"
    /// How much larger words are than on a screen.
    property real labelScale: 1
    property list<vector3d> contactArrows
    property list<vector3d> pushArrows
    property real forceReach: 0.5

    readonly property alias orbit: orbitCamera

    Binding {
        target: Theme
        property: "mode"
        value: root.theme
    }

    OrbitCamera {
        id: orbitCamera

        easeDuration: 0
        viewport: Qt.size(root.width, root.height)
    }

    RobotView {
        id: view

        anchors.fill: parent
        scene: root.scene
        robots: root.robots
        quality: root.quality
        orbit: orbitCamera
        transparent: root.transparent
        prompt: true
    }

    LabelLayer {
        anchors.fill: parent
        scene: root.scene
        orbit: orbitCamera
        unit: root.labelScale
    }

    Component {
        id: forces

        ForceMarks {
            contactArrows: root.contactArrows
            pushArrows: root.pushArrows
            reach: root.forceReach
        }
    }

    Component.onCompleted: forces.createObject(view.rootFrame)
}
