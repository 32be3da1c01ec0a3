// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick3D
import Orrery.Scene3D

/// The surfaces of a robot, one Model a batch, each standing where its link is.
Repeater3D {
    id: root

    required property RobotScene scene
    required property PoseDriver driver
    property color skyColor
    property color groundColor
    property color markColor
    property bool castsShadows: false
    /// Every triangle, where surfaces have been thinned out.
    property bool full: false
    property vector4d sectionPlane
    property color sectionColor

    readonly property PictureShelf shelf: PictureShelf {}
    /// Loaded with the first surface that has a picture.
    property Component texturedSurface: null

    readonly property bool replaced: scene.view.collisions === ViewOptions.Collisions.Instead

    function texturedLike(look: RobotSurface, owner: Model, picture: sceneTexture): RobotSurface {
        if (!texturedSurface)
            texturedSurface = Qt.createComponent("TexturedSurface.qml");
        return texturedSurface.createObject(owner, {
            look: look,
            picture: shelf.dataOf(picture)
        }) as RobotSurface;
    }

    readonly property Connections emptying: Connections {
        target: root.scene.batches

        function onModelReset(): void {
            root.shelf.clear();
        }
    }

    model: scene.batches

    delegate: Model {
        id: batch

        required property int link
        required property sceneMesh mesh
        required property sceneMesh fullMesh
        required property color surfaceColor
        required property real roughness
        required property real metalness
        required property real emission
        required property bool twoSided
        required property bool textured
        required property sceneTexture picture

        readonly property real seen: root.scene.view.opacities[batch.link] ?? root.scene.view.opacity

        visible: seen > 0 && !root.replaced
        castsShadows: root.castsShadows && surfaceColor.a * seen === 1
        receivesShadows: root.castsShadows
        geometry: root.full && fullGeometry.triangleCount > 0 ? fullGeometry : thinGeometry

        MeshGeometry {
            id: thinGeometry

            mesh: batch.mesh
        }
        MeshGeometry {
            id: fullGeometry

            mesh: batch.fullMesh
        }
        materials: RobotSurface {
            id: look

            surfaceColor: Qt.rgba(batch.surfaceColor.r, batch.surfaceColor.g, batch.surfaceColor.b, 1)
            surfaceAlpha: batch.surfaceColor.a * batch.seen
            surfaceRoughness: batch.roughness
            surfaceMetalness: batch.metalness
            surfaceEmission: batch.emission
            skyColor: root.skyColor
            groundColor: root.groundColor
            mark: batch.link === root.scene.pickedLink ? 1 : batch.link === root.scene.pointedLink ? 0.5 : 0
            markColor: root.markColor
            twoSided: batch.twoSided
            castsShadow: root.castsShadows
            sectionPlane: root.sectionPlane
            sectionColor: root.sectionColor
        }

        Component.onCompleted: {
            if (batch.textured)
                batch.materials = [root.texturedLike(look, batch, batch.picture)]; // qmllint disable
            root.driver.follow(batch, batch.link);
        }
    }
}
