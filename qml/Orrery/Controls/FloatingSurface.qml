// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Theme

/// A raised surface that floats: menus, dialogs, sheets. The shadow is drawn with plain rectangles, so it also shows without a GPU.
Item {
    id: root

    property real radius: Theme.radiusCard
    property int depth: 8

    Repeater {
        model: Theme.contrast || !root.visible ? 0 : root.depth // most are hidden until something opens

        Rectangle {
            required property int index

            anchors.fill: parent
            anchors.bottomMargin: -index * 2
            anchors.leftMargin: -index
            anchors.rightMargin: -index
            anchors.topMargin: -index / 2
            color: Theme.palette.shadow
            opacity: 0.6 / root.depth
            radius: root.radius + index
        }
    }

    Rectangle {
        anchors.fill: parent
        border.color: Theme.palette.line
        border.width: Theme.lineWidth
        color: Theme.palette.raised
        radius: root.radius
    }
}
