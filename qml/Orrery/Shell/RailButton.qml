// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Theme
import Orrery.Controls

/// One page in the rail: an icon over its word.
T.AbstractButton {
    id: root

    required property string iconName

    implicitWidth: 76
    implicitHeight: 64
    checkable: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.PageTab
    Accessible.name: text

    readonly property color tint: checked ? Theme.palette.accent : hovered ? Theme.palette.text : Theme.palette.quiet

    contentItem: Item { // qmllint disable deferred-property-id
        Column {
            anchors.centerIn: parent
            spacing: Theme.spacingXs

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: root.iconName
                color: root.tint
                size: 24
            }
            AppText {
                anchors.horizontalCenter: parent.horizontalCenter
                text: root.text
                color: root.tint
                font.pixelSize: Math.min(Theme.captionSize, 14) // the rail keeps its width however large the text
                strong: root.checked
            }
        }
    }

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.spacingXs
            radius: Theme.radiusControl
            color: root.checked ? Theme.palette.selection : root.hovered ? Theme.palette.hover : "transparent"

            Behavior on color {
                ColorAnimation { duration: Theme.hoverDuration }
            }
        }
        FocusRing {
            anchors.margins: Theme.spacingXs
            shown: root.visualFocus
        }
    }
}
