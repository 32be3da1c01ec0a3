// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick3D

/// The one real light: warm, from above the viewer's left shoulder at the start. Shadow softness is in scene units, so it follows
/// the robot's size; later Qt versions name it differently and are set where they have it.
DirectionalLight {
    id: root

    /// The size of what is lit, m.
    property real reach: 1

    // In the root frame: from above and the robot's right (-y), a little from its front.
    eulerRotation: Qt.vector3d(42, 14, 0)
    color: "#FFF1DC"
    shadowFactor: 70
    shadowMapQuality: Light.ShadowMapQualityHigh
    shadowBias: Math.min(0.02, reach * 0.01)
    shadowFilter: 90

    // Names in variables: the linter of an older Qt does not know these properties.
    function setWhereKnown(name: string, value: real): void {
        if (root[name] !== undefined)
            root[name] = value;
    }

    function applyNewer(): void {
        setWhereKnown("softShadowQuality", 2);
        setWhereKnown("pcfFactor", reach * 0.01);
    }

    onReachChanged: applyNewer()
    Component.onCompleted: applyNewer()
}
