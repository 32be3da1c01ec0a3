// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick3D
import Orrery.Scene3D

/// The floor: a grid in metres that fades out, and the robot's contact shadow, in one translucent sheet. Child of the root frame.
Node {
    id: root

    required property RobotScene scene
    /// Where the light of attention is, and how far the grid reaches from there, m.
    required property vector2d focus
    required property real reach
    /// Between thin lines, m; every tenth is stronger.
    required property real cell
    property color gridColor
    property color shadowColor
    property real shadowStrength: 1
    property bool castShadow: false
    /// 0: no grid, only the shadow.
    property real gridStrength: 1
    /// Where the grid lies: StageRobots.roomFromActive.
    property vector4d gridFrame: Qt.vector4d(1, 0, 0, 0)
    /// The square that the shadow covers: its middle, and its side, m.
    readonly property vector2d shadowCenter: Qt.vector2d(contact.center.x, contact.center.y)
    readonly property real shadowExtent: contact.extent
    /// The contact shadow does not lag behind the pose.
    property bool prompt: false

    z: scene.floorHeight

    Model {
        position: Qt.vector3d(root.focus.x, root.focus.y, 0)
        scale: Qt.vector3d(root.reach, root.reach, 1)
        geometry: SheetGeometry {}
        castsShadows: false
        receivesShadows: false
        materials: CustomMaterial {
            property vector3d gridColor: Qt.vector3d(root.gridColor.r, root.gridColor.g, root.gridColor.b)
            property vector3d shadowColor: Qt.vector3d(root.shadowColor.r, root.shadowColor.g, root.shadowColor.b)
            property real shadowStrength: root.shadowStrength
            property real cell: root.cell
            property real gridStrength: root.gridStrength
            property vector4d gridFrame: root.gridFrame
            property real reach: root.reach
            property vector2d focus: root.focus
            property vector2d shadowCenter: contact.center
            property real shadowExtent: contact.extent
            property TextureInput contactShadow: TextureInput {
                texture: Texture {
                    textureData: ContactShadow {
                        id: contact
                        scene: root.scene
                        prompt: root.prompt
                    }
                    tilingModeHorizontal: Texture.ClampToEdge
                    tilingModeVertical: Texture.ClampToEdge
                }
            }

            shadingMode: CustomMaterial.Unshaded
            depthDrawMode: Material.NeverDepthDraw
            cullMode: Material.NoCulling
            // Premultiplied, so that the picture's own alpha stays 1 when it is drawn into a texture.
            sourceBlend: CustomMaterial.One
            destinationBlend: CustomMaterial.OneMinusSrcAlpha
            vertexShader: "shaders/floor.vert"
            fragmentShader: "shaders/floor.frag"
        }
    }

    // Catches the key light's shadow: white where lit, multiplied into what is there.
    Model {
        visible: root.castShadow
        position: Qt.vector3d(root.focus.x, root.focus.y, 0)
        scale: Qt.vector3d(root.reach, root.reach, 1)
        geometry: SheetGeometry {}
        castsShadows: false
        receivesShadows: true
        materials: CustomMaterial {
            property real strength: 0.55 * root.shadowStrength

            shadingMode: CustomMaterial.Shaded
            depthDrawMode: Material.NeverDepthDraw
            sourceBlend: CustomMaterial.DstColor
            destinationBlend: CustomMaterial.Zero
            vertexShader: "shaders/catcher.vert"
            fragmentShader: "shaders/catcher.frag"
        }
    }
}
