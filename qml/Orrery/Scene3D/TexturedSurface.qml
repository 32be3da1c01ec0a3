// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick3D
import Orrery.Scene3D

/// A robot's material with a picture on it: everything else as `look` has it. A material of its own, so that surfaces without a
/// picture do not pay for it.
RobotSurface {
    id: root

    required property RobotSurface look
    required property PictureData picture
    property TextureInput surfaceMap: TextureInput {
        texture: Texture {
            textureData: root.picture
            generateMipmaps: true
            mipFilter: Texture.Linear
        }
    }

    surfaceColor: look.surfaceColor
    surfaceAlpha: look.surfaceAlpha
    surfaceRoughness: look.surfaceRoughness
    surfaceMetalness: look.surfaceMetalness
    surfaceEmission: look.surfaceEmission
    skyColor: look.skyColor
    groundColor: look.groundColor
    studio: look.studio
    mark: look.mark
    markColor: look.markColor
    twoSided: look.twoSided
    sectionPlane: look.sectionPlane
    sectionColor: look.sectionColor
    vertexShader: "shaders/robot_textured.vert"
    fragmentShader: cut ? "shaders/robot_textured_section.frag" : "shaders/robot_textured.frag"
}
