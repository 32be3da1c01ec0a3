// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Chat

/// What the loaded model is, how it runs, and how much of its context is used.
Rectangle {
    id: root

    required property ChatController chat

    signal openModelRequested

    implicitWidth: 300
    color: Theme.palette.raised

    Rectangle {
        width: Theme.lineWidth
        height: parent.height
        color: Theme.palette.line
    }

    ScrollPane {
        anchors.fill: parent
        padding: Theme.spacingL

        AppText {
            Layout.fillWidth: true
            text: root.chat.modelName
            kind: AppText.Kind.Title
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
        }
        StatusChip {
            Layout.fillWidth: true
            iconName: root.chat.failed ? "error" : "engine"
            tone: root.chat.failed ? AppText.Tone.Danger : root.chat.ready ? AppText.Tone.Live : AppText.Tone.Quiet
            text: root.chat.statusText
        }
        FactRow {
            Layout.fillWidth: true
            name: qsTr("Kind")
            value: root.chat.kindText
        }
        FactRow {
            Layout.fillWidth: true
            name: qsTr("Memory")
            value: root.chat.memoryText
        }
        FactRow {
            Layout.fillWidth: true
            name: qsTr("Engine")
            value: root.chat.engineText
        }
        FactRow {
            Layout.fillWidth: true
            name: qsTr("Protection")
            value: root.chat.protectionText
        }
        FactRow {
            Layout.fillWidth: true
            name: qsTr("Speed")
            value: root.chat.speedText
        }
        AppProgressBar {
            Layout.fillWidth: true
            visible: root.chat.contextSize > 0
            value: root.chat.contextSize > 0 ? root.chat.contextUsed / root.chat.contextSize : 0
            label: qsTr("Context")
            detail: qsTr("%1 of %2 tokens").arg(root.chat.contextUsed).arg(root.chat.contextSize)
        }
        AppButton {
            Layout.fillWidth: true
            text: qsTr("Open another model…")
            icon.name: "folder-open"
            onClicked: root.openModelRequested()
        }
        AppButton {
            Layout.fillWidth: true
            text: qsTr("New conversation")
            icon.name: "plus"
            enabled: root.chat.messages.count > 0
            onClicked: root.chat.newConversation()
        }
    }
}
