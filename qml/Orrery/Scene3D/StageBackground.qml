// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick3D
import Orrery.Scene3D

/// A vertical gradient behind everything, as a sheet that the camera carries at its far end: in the scene itself, so that it looks the
/// same whichever way the view is drawn.
Model {
    id: root

    required property PerspectiveCamera camera
    required property size viewport
    property color topColor
    property color bottomColor

    readonly property real reach: camera.clipFar * 0.98
    readonly property real halfHeight: reach * Math.tan(camera.fieldOfView * Math.PI / 360)

    parent: camera
    position: Qt.vector3d(0, 0, -reach)
    scale: Qt.vector3d(halfHeight * viewport.width / Math.max(1, viewport.height), halfHeight, 1)
    geometry: SheetGeometry {}
    castsShadows: false
    receivesShadows: false
    materials: CustomMaterial {
        property vector3d topColor: Qt.vector3d(root.topColor.r, root.topColor.g, root.topColor.b)
        property vector3d bottomColor: Qt.vector3d(root.bottomColor.r, root.bottomColor.g, root.bottomColor.b)

        shadingMode: CustomMaterial.Unshaded
        depthDrawMode: Material.NeverDepthDraw
        cullMode: Material.NoCulling
        vertexShader: "shaders/background.vert"
        fragmentShader: "shaders/background.frag"
    }
}
