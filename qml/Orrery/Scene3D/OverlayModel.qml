// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick3D
import Orrery.Scene3D

/// What is drawn over a robot to explain it, in front of its surfaces. Child of the root frame.
Model {
    id: root

    required property RobotScene scene
    property color ink
    property color paper
    property color accent
    property color live

    visible: !overlay.empty
    castsShadows: false
    receivesShadows: false
    geometry: OverlayGeometry {
        id: overlay

        scene: root.scene
        ink: root.ink
        paper: root.paper
        accent: root.accent
        live: root.live
    }
    materials: CustomMaterial {
        shadingMode: CustomMaterial.Unshaded
        cullMode: Material.NoCulling
        vertexShader: "shaders/overlay.vert"
        fragmentShader: "shaders/overlay.frag"
    }
}
