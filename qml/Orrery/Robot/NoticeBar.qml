// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls

/// One sentence about the last motion, on the stage, until the next motion or until it is put away.
Rectangle {
    id: root

    required property string text
    property real maximumWidth: 480

    signal dismissed

    visible: text !== ""
    implicitWidth: Math.min(maximumWidth, row.implicitWidth + 2 * Theme.spacingM)
    implicitHeight: Math.max(Theme.targetSize, label.implicitHeight + Theme.spacingM)
    width: implicitWidth
    height: implicitHeight
    radius: Theme.radiusCard
    color: Theme.palette.raised
    border.color: Theme.palette.line
    border.width: Theme.lineWidth
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Row {
        id: row
        anchors.fill: parent
        anchors.leftMargin: Theme.spacingM
        spacing: Theme.spacingS

        Icon {
            id: icon
            anchors.verticalCenter: parent.verticalCenter
            name: "info"
            color: Theme.palette.caution
            size: 18
        }
        AppText {
            id: label
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, root.maximumWidth - icon.width - close.width - 4 * Theme.spacingM)
            kind: AppText.Kind.Label
            text: root.text
            wrapMode: Text.WordWrap
        }
        IconButton {
            id: close
            anchors.verticalCenter: parent.verticalCenter
            icon.name: "close"
            text: qsTr("Put this away")
            onClicked: root.dismissed()
        }
    }
}
