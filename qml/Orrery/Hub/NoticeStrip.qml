// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// One quiet line across the page: an icon, a sentence, and perhaps a button.
Rectangle {
    id: root

    required property string text
    property string iconName: "info"
    property int tone: AppText.Tone.Quiet
    property string actionText: ""

    signal actionTriggered

    Accessible.name: text
    Accessible.role: Accessible.StaticText
    border.color: Theme.palette.line
    border.width: Theme.lineWidth
    color: Theme.palette.raised
    implicitHeight: row.implicitHeight + 2 * Theme.spacingXs
    radius: Theme.radiusControl
    visible: text !== ""

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.leftMargin: Theme.spacingM
        anchors.right: parent.right
        anchors.rightMargin: Theme.spacingXs
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.spacingS

        Icon {
            color: message.color
            name: root.iconName
            size: 18
        }

        AppText {
            id: message

            Layout.fillWidth: true
            Layout.minimumHeight: Theme.targetSize - Theme.spacingS
            kind: AppText.Kind.Label
            text: root.text
            tone: root.tone
            wrapMode: Text.Wrap
        }

        AppButton {
            font.pixelSize: Theme.labelSize
            kind: AppButton.Kind.Quiet
            text: root.actionText
            visible: text !== ""
            onClicked: root.actionTriggered()
        }
    }
}
