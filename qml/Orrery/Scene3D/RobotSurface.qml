// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick3D

/// The one material of robots. Its shader brings its own studio (sky, ground, soft boxes, rim), so that surfaces look lit all round
/// without an environment image; the lights of the scene come on top.
CustomMaterial {
    id: root

    property color surfaceColor: "#B0ABA3"
    property real surfaceAlpha: 1
    property real surfaceRoughness: 0.55
    property real surfaceMetalness: 0
    property real surfaceEmission: 0
    property color skyColor: "#8090A0"
    property color groundColor: "#403830"
    property real studio: 1
    /// How much it stands out from the rest, 0 to 1.
    property real mark: 0
    property color markColor: "#D9A441"
    /// Drawn a little nearer than it is, to lie over what has the same surface.
    property bool nearer: false
    /// The mesh is open: its inside shows.
    property bool twoSided: false
    /// In the scene's axes: what lies where dot(xyz, p) > w is cut away; a zero xyz cuts nothing.
    property vector4d sectionPlane
    property color sectionColor: "#D9A441"
    property real sectionFill: twoSided ? 0 : 1
    /// There are shadows to be cut, too.
    property bool castsShadow: false

    readonly property bool cut: sectionPlane.x !== 0 || sectionPlane.y !== 0 || sectionPlane.z !== 0

    shadingMode: CustomMaterial.Shaded
    vertexShader: nearer ? "shaders/robot_near.vert" : "shaders/robot.vert"
    fragmentShader: cut ? "shaders/robot_section.frag" : "shaders/robot.frag"
    // Only then does the shadow's pass run the fragment shader, too: what is cut away casts no shadow.
    depthDrawMode: cut && castsShadow && surfaceAlpha === 1 ? Material.OpaquePrePassDepthDraw : Material.OpaqueOnlyDepthDraw
    cullMode: cut || twoSided ? Material.NoCulling : Material.BackFaceCulling
    // The shader multiplies by alpha itself, so that the picture's own alpha stays 1 when it is drawn into a texture.
    sourceBlend: surfaceAlpha < 1 ? CustomMaterial.One : CustomMaterial.NoBlend
    destinationBlend: surfaceAlpha < 1 ? CustomMaterial.OneMinusSrcAlpha : CustomMaterial.NoBlend
}
