// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Theme

/// A line of a menu or of an open list. A checkable one keeps room for its tick.
T.MenuItem {
    id: root

    property bool dangerous: false
    readonly property color ink: !enabled ? Theme.palette.disabled
        : dangerous ? Theme.palette.danger : Theme.palette.text

    Accessible.name: text

    font.family: Theme.uiFamily
    font.pixelSize: Theme.bodySize
    hoverEnabled: true
    implicitHeight: Math.max(Theme.targetSize, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Math.max(160, Math.ceil(implicitContentWidth) + leftPadding + rightPadding)
    leftPadding: Theme.spacingS
    rightPadding: Theme.spacingM

    background: Rectangle {
        border.color: Theme.palette.accent
        border.width: root.highlighted && Theme.contrast ? Theme.lineWidth : 0
        color: root.down ? Theme.palette.pressed : root.highlighted || root.hovered ? Theme.palette.hover : "transparent"
        radius: Theme.radiusControl
    }

    contentItem: RowLayout {
        spacing: Theme.spacingS

        Icon {
            Layout.preferredWidth: 18
            color: root.checked ? Theme.palette.accent : root.ink
            name: root.checkable ? (root.checked ? "check" : "") : root.icon.name
            opacity: name === "" ? 0 : 1
            size: 18
            visible: root.checkable || name !== ""
        }

        AppText {
            Layout.fillWidth: true
            color: root.ink
            font: root.font
            text: root.text
        }

        Icon {
            color: Theme.palette.quiet
            mirror: root.mirrored
            name: "chevron-right"
            size: 16
            visible: root.subMenu !== null
        }
    }
}
