// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick3D
import Orrery.Scene3D

/// A ghost of the robot: the geometries of `robots` once more, translucent with a brighter outline, without shadow. Nothing is made
/// before the ghost is first seen. Child of the root frame.
Node {
    id: root

    required property RobotScene scene
    required property RobotGhost ghost
    required property RobotBatches robots
    property color ghostColor

    /// It was seen before, so its nodes are there.
    property bool made: false

    visible: ghost.visible
    onVisibleChanged: if (visible) made = true
    Component.onCompleted: if (visible) made = true

    Repeater3D {
        model: root.made ? root.scene.batches : null

        delegate: Model {
            id: batch

            required property int index
            required property int link

            castsShadows: false
            receivesShadows: false
            geometry: (root.robots.objectAt(index) as Model)?.geometry ?? null
            materials: CustomMaterial {
                property vector3d ghostColor: Qt.vector3d(root.ghostColor.r, root.ghostColor.g, root.ghostColor.b)

                shadingMode: CustomMaterial.Unshaded
                // Only the nearest of its own surfaces shows, so that it reads as one shape.
                depthDrawMode: Material.AlwaysDepthDraw
                cullMode: Material.BackFaceCulling
                sourceBlend: CustomMaterial.One
                destinationBlend: CustomMaterial.OneMinusSrcAlpha
                vertexShader: "shaders/ghost.vert"
                fragmentShader: "shaders/ghost.frag"
            }

            Component.onCompleted: root.ghost.follow(batch, batch.link)
        }
    }
}
