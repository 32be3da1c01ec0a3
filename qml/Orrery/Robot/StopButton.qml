// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Theme
import Orrery.Controls
import Orrery.Stop

/// Stop: always there, always red, always with the word.
T.AbstractButton {
    id: root

    required property StopDesk desk

    implicitWidth: Math.max(120, row.implicitWidth + 2 * Theme.spacingXl)
    implicitHeight: 56
    focusPolicy: Qt.StrongFocus
    text: qsTr("Stop")
    Accessible.name: text
    Accessible.description: qsTr("Holds every joint where it is. Ctrl and full stop does the same from anywhere.")

    contentItem: Item { // qmllint disable deferred-property-id
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.spacingS

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "stop"
                color: Theme.palette.dangerText
                size: 24
            }
            AppText {
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                color: Theme.palette.dangerText
                kind: AppText.Kind.Title
            }
        }
    }

    background: Rectangle {
        radius: 28
        color: root.down ? Qt.darker(Theme.palette.danger, 1.25) : root.hovered ? Qt.lighter(Theme.palette.danger, 1.08) : Theme.palette.danger

        FocusRing {
            innerRadius: 28
            shown: root.visualFocus
        }
    }

    StopZone {
        anchors.fill: parent
        desk: root.desk
    }

    LateTip {
        text: qsTr("Hold every joint now (Ctrl+.)")
        wanted: root.hovered
    }
}
