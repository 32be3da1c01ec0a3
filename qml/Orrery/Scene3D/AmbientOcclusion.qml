// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick3D

/// Shade in corners and where things touch, from the depth of the picture. For machines with a GPU.
Effect {
    id: root

    /// Half the width and height of the picture one metre before the camera.
    property vector2d halfView
    /// How far off something can keep the sky away, in metres.
    property real reach: 0.05
    /// 0 .. 1
    property real strength: 0.75
    property TextureInput occlusionMap: TextureInput {} // without a texture of its own: Qt 6.4 crashes when that one goes

    readonly property Shader occlusion: Shader {
        stage: Shader.Fragment
        shader: "shaders/occlusion.frag"
    }
    readonly property Shader occluded: Shader {
        stage: Shader.Fragment
        shader: "shaders/occluded.frag"
    }
    readonly property Buffer map: Buffer {
        name: "occlusionMap"
        format: Buffer.RGBA8
        textureFilterOperation: Buffer.Nearest
        textureCoordOperation: Buffer.ClampToEdge
    }

    passes: [
        Pass {
            shaders: [root.occlusion]
            output: root.map
        },
        Pass {
            shaders: [root.occluded]
            commands: [
                BufferInput {
                    buffer: root.map
                    sampler: "occlusionMap"
                }
            ]
        }
    ]
}
