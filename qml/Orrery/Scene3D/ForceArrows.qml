// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick3D
import Orrery.Scene3D

/// Forces as arrows of one colour, drawn in front of everything, since a contact mostly lies between two parts. Child of the root frame.
Model {
    id: root

    /// Begin and end of each, one after the other, m.
    property list<vector3d> arrows
    property real thickness: 0.004
    property color arrowColor

    visible: arrows.length > 0
    castsShadows: false
    receivesShadows: false
    geometry: ForceGeometry {
        arrows: root.arrows
        thickness: root.thickness
    }
    materials: CustomMaterial {
        property vector3d arrowColor: Qt.vector3d(root.arrowColor.r, root.arrowColor.g, root.arrowColor.b)

        shadingMode: CustomMaterial.Unshaded
        cullMode: Material.NoCulling
        vertexShader: "shaders/force.vert"
        fragmentShader: "shaders/force.frag"
    }
}
