// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Chat

/// Talking to one model: the conversation, the composer below it, the facts at the right.
Item {
    id: root

    required property ChatController chat

    signal openModelRequested
    signal settingsRequested
    signal exploreRequested

    readonly property bool empty: chat.state === ChatController.NoModel

    Rectangle {
        anchors.fill: parent
        color: Theme.palette.base
    }

    EmptyState {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.spacingXl, 520)
        visible: root.empty
        iconName: "chat"
        title: qsTr("Talk to a model on this machine")
        text: qsTr("Open a GGUF file, or drop one onto this window. It runs here, sealed off from the network, and nothing you type leaves the machine.")
        actionText: qsTr("Open a model…")
        alternativeText: qsTr("Find a model")
        onActionTriggered: root.openModelRequested()
        onAlternativeTriggered: root.exploreRequested()
    }

    Connections {
        target: root.chat
        function onDraftChanged() {
            if (composer.text !== root.chat.draft)
                composer.text = root.chat.draft;
        }
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0
        visible: !root.empty

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(parent.width - 2 * Theme.spacingXl, Theme.readingWidth + 160)
                y: Theme.spacingL
                height: parent.height - 2 * Theme.spacingL
                spacing: Theme.spacingM

                MessageList {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    messages: root.chat.messages
                    onCopyRequested: (text) => root.chat.copy(text)

                    AppText {
                        anchors.centerIn: parent
                        width: Math.min(parent.width, 420)
                        visible: root.chat.messages.count === 0 && !root.chat.failed
                        horizontalAlignment: Text.AlignHCenter
                        wrapMode: Text.WordWrap
                        tone: AppText.Tone.Quiet
                        text: root.chat.ready ? qsTr("Ask anything. The answer is made on this machine.") : root.chat.statusText
                    }
                }
                ErrorPanel {
                    Layout.fillWidth: true
                    visible: root.chat.problem !== ""
                    title: root.chat.problemTitle
                    text: root.chat.problem
                    details: root.chat.problemDetail
                    actionText: qsTr("Try again")
                    alternativeText: qsTr("Open another model")
                    onActionTriggered: root.chat.retry()
                    onAlternativeTriggered: root.openModelRequested()
                }
                Composer {
                    id: composer
                    Layout.fillWidth: true
                    placeholderText: root.chat.state === ChatController.Loading ? qsTr("You can write while the model loads") : qsTr("Write a message")
                    enabled: !root.empty
                    onTextChanged: root.chat.draft = text
                    onSubmitted: root.chat.send()

                    AppButton {
                        visible: root.chat.state === ChatController.Answering
                        icon.name: "stop"
                        text: qsTr("Stop")
                        onClicked: root.chat.stop()
                    }
                    AppButton {
                        visible: root.chat.state !== ChatController.Answering
                        enabled: root.chat.ready && !composer.blank
                        kind: AppButton.Kind.Primary
                        icon.name: "send"
                        text: qsTr("Send")
                        onClicked: root.chat.send()
                    }
                }
            }
        }
        ModelFactsPanel {
            Layout.fillHeight: true
            Layout.preferredWidth: 300
            chat: root.chat
            onOpenModelRequested: root.openModelRequested()
        }
    }
}
