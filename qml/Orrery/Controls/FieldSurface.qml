// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme

/// The well behind anything one types or chooses in.
Rectangle {
    id: root

    property bool focused: false
    property bool hovered: false
    property bool invalid: false

    border.color: invalid ? Theme.palette.danger : focused ? Theme.palette.focus
                : hovered && enabled ? Theme.palette.outline : Theme.palette.line
    border.width: focused || invalid ? 2 : Theme.lineWidth
    color: Theme.palette.sunken
    radius: Theme.radiusControl

    Behavior on border.color {
        ColorAnimation {
            duration: Theme.hoverDuration
            easing.type: Easing.OutCubic
        }
    }
}
