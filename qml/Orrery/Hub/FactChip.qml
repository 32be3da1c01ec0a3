// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls

/// A judgement in an icon and a word; the mood ("good", "caution", "danger", anything else is quiet) only tints them. Lighter than a
/// StatusChip: there are many of them in a list.
Rectangle {
    id: root

    required property string text
    property string iconName: ""
    property string mood: ""

    readonly property color ink: mood === "good" ? Theme.palette.good
        : mood === "caution" ? Theme.palette.caution
        : mood === "danger" ? Theme.palette.danger : Theme.palette.quiet

    border.color: Theme.contrast ? ink : Qt.rgba(ink.r, ink.g, ink.b, 0.35)
    border.width: Theme.lineWidth
    color: Theme.contrast ? "transparent" : Qt.rgba(ink.r, ink.g, ink.b, 0.1)
    implicitHeight: label.implicitHeight + 2 * Theme.spacingXs
    implicitWidth: Math.ceil(label.implicitWidth) + Theme.spacingS + Theme.spacingM + (iconName === "" ? 0 : 18)
    radius: height / 2
    visible: text !== ""

    Icon {
        anchors.left: parent.left
        anchors.leftMargin: Theme.spacingS
        anchors.verticalCenter: parent.verticalCenter
        color: root.ink
        name: root.iconName
        size: 14
    }

    AppText {
        id: label

        anchors.left: parent.left
        anchors.leftMargin: Theme.spacingS + (root.iconName === "" ? 2 : 18)
        anchors.right: parent.right
        anchors.rightMargin: Theme.spacingS
        anchors.verticalCenter: parent.verticalCenter
        color: root.ink
        kind: AppText.Kind.Caption
        text: root.text
    }
}
