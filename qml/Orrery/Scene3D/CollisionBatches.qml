// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick3D
import Orrery.Scene3D

/// A robot's collision shapes, one Model a batch, in one colour. They come once they are first wanted.
Node {
    id: root

    required property RobotScene scene
    required property PoseDriver driver
    property color shapeColor
    property color skyColor
    property color groundColor
    property vector4d sectionPlane
    property color sectionColor

    readonly property bool overlaid: scene.view.collisions === ViewOptions.Collisions.Overlaid
    /// Where they stand beside the robot instead of over it, m.
    readonly property real beside: scene.view.collisions === ViewOptions.Collisions.Beside ? scene.collisionOffset : 0

    visible: scene.view.collisions !== ViewOptions.Collisions.Off
    y: beside

    Repeater3D {
        model: root.scene.collisionBatches

        delegate: Model {
            id: batch

            required property int link
            required property sceneMesh mesh
            required property bool twoSided

            visible: (root.scene.view.opacities[batch.link] ?? 1) > 0
            castsShadows: false
            receivesShadows: false
            geometry: MeshGeometry {
                mesh: batch.mesh
            }
            materials: RobotSurface {
                surfaceColor: root.shapeColor
                surfaceAlpha: root.overlaid ? 0.4 : 1
                surfaceRoughness: 0.8
                nearer: root.overlaid
                skyColor: root.skyColor
                groundColor: root.groundColor
                mark: batch.link === root.scene.pickedLink ? 1 : batch.link === root.scene.pointedLink ? 0.5 : 0
                twoSided: batch.twoSided
                sectionPlane: root.sectionPlane
                sectionColor: root.sectionColor
            }

            Component.onCompleted: root.driver.follow(batch, batch.link)
        }
    }
}
