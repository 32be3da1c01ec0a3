// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Robot
import Orrery.Scene3D
import Orrery.Theme

/// The handle of the picked link, over the stage.
Item {
    id: root

    required property DragController drag
    required property OrbitCamera camera

    /// Escape while nothing is held.
    signal dismissed

    clip: true

    DragHandle {
        objectName: "dragHandle"
        Accessible.role: Accessible.Graphic
        Accessible.name: part === "" ? qsTr("Handle of the picked part") : qsTr("Handle of the picked part: %1").arg(part)
        Accessible.description: qsTr("Arrow keys move the part, Page Up and Page Down move it away and near, with Ctrl they turn it, with Shift they do so finely.")
        camera: root.camera
        highlight: Theme.palette.accent
        place: root.drag.place
        rings: !root.drag.positionOnly
        visible: root.visible && root.drag.ready
        onGrabbed: root.drag.begin()
        onDragged: (way, turn) => root.drag.drag(way, turn)
        onReleased: (kept) => root.drag.end(kept)
        onNudged: (way, turn) => root.drag.nudge(way, turn)
        onDismissed: root.dismissed()
    }
}
