// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls
import Orrery.Scene3D
import Orrery.Robot

/// In a physics simulation, dragging a part with Shift pulls it towards the pointer. Lies over the stage and lets every other press
/// through. Letting go, the robot's Stop and leaving the page end the pull.
MouseArea {
    id: root

    required property SimulationController simulation
    property Stage stage: null

    /// How far from the camera the held point was, along the direction of view, m.
    property real depth: 0

    function lineOfSight(): vector3d {
        return stage.orbit.rayThrough(stage.width / 2, stage.height / 2);
    }

    function take(x: real, y: real): bool {
        const from = stage.orbit.position;
        const along = stage.orbit.rayThrough(x, y);
        const link = stage.scene.linkOnRay(from, along);
        if (link < 0)
            return false;
        const point = stage.scene.touchedPoint(from, along);
        depth = point.minus(from).dotProduct(lineOfSight());
        return simulation.beginPull(link, point);
    }

    function pull(x: real, y: real): void {
        const along = stage.orbit.rayThrough(x, y);
        simulation.pullTo(stage.orbit.position.plus(along.times(depth / along.dotProduct(lineOfSight()))));
    }

    acceptedButtons: Qt.LeftButton
    preventStealing: true

    onPressed: event => {
        event.accepted = simulation.physics && stage && (event.modifiers & Qt.ShiftModifier) !== 0 && take(event.x, event.y);
    }
    onPositionChanged: event => pull(event.x, event.y)
    onReleased: simulation.endPull()
    onCanceled: simulation.endPull()
    onEnabledChanged: if (!enabled) simulation.endPull()

    Rectangle {
        visible: root.simulation.pulling
        x: Math.min(root.mouseX + Theme.spacingL, root.width - width)
        y: Math.max(0, root.mouseY - height - Theme.spacingS)
        width: label.implicitWidth + 2 * Theme.spacingM
        height: label.implicitHeight + 2 * Theme.spacingXs
        radius: Theme.radiusControl
        color: Theme.palette.raised
        border.color: Theme.palette.accent
        border.width: Theme.lineWidth

        AppText {
            id: label

            anchors.centerIn: parent
            kind: AppText.Kind.Label
            text: qsTr("%1 N").arg(root.simulation.pushNewtons.toFixed(root.simulation.pushNewtons < 10 ? 1 : 0))
        }
    }
}
