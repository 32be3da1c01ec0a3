// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Theme
import Orrery.Controls

/// One fact in the status strip: icon and words, pressable. Low by nature (the strip is 28 px), so it is never the only way to anything.
T.AbstractButton {
    id: root

    required property string iconName
    property color tint: Theme.palette.quiet
    property string tip

    implicitWidth: row.implicitWidth + 2 * Theme.spacingS
    implicitHeight: 26
    focusPolicy: Qt.TabFocus
    Accessible.name: text
    Accessible.description: tip

    contentItem: Item { // qmllint disable deferred-property-id
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.spacingXs

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.iconName
                color: root.tint
                size: 16
            }
            AppText {
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                color: root.hovered ? Theme.palette.text : Theme.palette.quiet
                kind: AppText.Kind.Caption
                width: Math.min(implicitWidth, 420)
            }
        }
    }

    background: Rectangle {
        radius: Theme.spacingXs
        color: root.hovered ? Theme.palette.hover : "transparent"

        FocusRing {
            shown: root.visualFocus
            innerRadius: Theme.spacingXs
        }
    }

    LateTip {
        text: root.tip
        wanted: root.hovered && root.tip !== ""
    }
}
