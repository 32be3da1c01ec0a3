// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Scene3D
import Orrery.Theme

/// The stage alone, for pictures that are drawn into a file: StageRenderer makes it.
Item {
    id: root

    required property RobotScene scene
    required property RenderQuality quality
    property bool transparent: false
    property string theme: "dark"

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
        anchors.fill: parent
        scene: root.scene
        quality: root.quality
        orbit: orbitCamera
        transparent: root.transparent
    }
}
