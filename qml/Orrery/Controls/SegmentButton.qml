// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Theme

/// One choice of a SegmentedControl.
T.AbstractButton {
    id: root

    property string iconName: ""
    readonly property color ink: !enabled ? Theme.palette.disabled
        : checked ? Theme.palette.text : hovered ? Theme.palette.text : Theme.palette.quiet

    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.name: text
    Accessible.role: Accessible.RadioButton

    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    implicitHeight: implicitContentHeight
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    leftPadding: Theme.spacingM
    rightPadding: Theme.spacingM

    background: Rectangle {
        border.color: root.checked ? (Theme.contrast ? Theme.palette.accent : Theme.palette.line) : "transparent"
        border.width: root.checked ? Theme.lineWidth : 0
        color: root.checked ? Theme.palette.raised : "transparent"
        radius: Theme.radiusControl - 2

        StateLayer {
            hovered: root.hovered && !root.checked && root.enabled
            pressed: root.down
            radius: parent.radius
        }
    }

    contentItem: Item { // qmllint disable deferred-property-id
        implicitHeight: row.implicitHeight
        implicitWidth: Math.ceil(row.implicitWidth)

        RowLayout {
            id: row

            anchors.centerIn: parent
            spacing: Theme.spacingXs + 2
            width: Math.min(Math.ceil(implicitWidth), parent.width)

            Icon {
                color: root.checked && root.enabled ? Theme.palette.accent : root.ink
                name: root.iconName
                size: 16
                visible: name !== ""
            }

            AppText {
                Layout.fillWidth: true
                color: root.ink
                font: root.font
                text: root.text
            }
        }
    }
}
