// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme

/// The tint over a surface while the pointer is on it and while it is pressed. Fills its parent.
Rectangle {
    id: root

    required property bool hovered
    required property bool pressed

    anchors.fill: parent
    color: pressed ? Theme.palette.pressed : hovered ? Theme.palette.hover : "transparent"

    Behavior on color {
        ColorAnimation {
            duration: Theme.hoverDuration
            easing.type: Easing.OutCubic
        }
    }
}
