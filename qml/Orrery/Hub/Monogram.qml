// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls

/// A publisher's tile: its letters on its tint. Stands where others load a picture from the network.
Rectangle {
    id: root

    required property string letters
    required property int tint
    property real size: 40

    readonly property color hue: Theme.seriesColor(tint)

    border.color: Theme.contrast ? Theme.palette.line : Qt.rgba(hue.r, hue.g, hue.b, 0.45)
    border.width: Theme.lineWidth
    color: Theme.contrast ? "transparent" : Qt.rgba(hue.r, hue.g, hue.b, Theme.palette.dark ? 0.16 : 0.22)
    implicitHeight: size
    implicitWidth: size
    radius: size / 5

    AppText {
        anchors.centerIn: parent
        font.pixelSize: Math.round(root.size * 0.36)
        horizontalAlignment: Text.AlignHCenter
        strong: true
        text: root.letters
    }
}
