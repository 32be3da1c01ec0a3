// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls

/// One turn: the person's words in a bubble at the right, the model's as plain text at the left. A model's text is never taken for markup.
Item {
    id: root

    required property int index
    required property bool fromUser
    required property string text
    required property string reasoning
    required property string stats
    required property string turnState

    signal copyRequested(string text)

    implicitHeight: column.implicitHeight + Theme.spacingL
    Accessible.role: Accessible.StaticText
    Accessible.name: (fromUser ? qsTr("You: %1") : qsTr("Model: %1")).arg(text)

    Rectangle {
        visible: root.fromUser
        anchors.fill: column
        anchors.margins: -Theme.spacingM
        radius: Theme.radiusCard
        color: Theme.palette.selection
    }

    Column {
        id: column
        readonly property real room: root.width - 2 * Theme.spacingM

        x: root.fromUser ? root.width - width - Theme.spacingM : Theme.spacingM
        y: Theme.spacingM
        width: root.fromUser ? Math.min(room * 0.8, Math.max(body.implicitWidth, 24)) : room
        spacing: Theme.spacingXs

        ReasoningBlock {
            width: parent.width
            reasoning: root.reasoning
        }
        TextEdit {
            id: body
            width: parent.width
            readOnly: true
            selectByMouse: true
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap
            text: root.text
            color: Theme.palette.text
            selectionColor: Theme.palette.accent
            selectedTextColor: Theme.palette.accentText
            font.family: Theme.uiFamily
            font.pixelSize: Theme.bodySize
        }
        Row {
            visible: !root.fromUser && root.turnState !== "streaming"
            spacing: Theme.spacingS

            AppText {
                anchors.verticalCenter: parent.verticalCenter
                visible: text !== ""
                text: root.turnState === "stopped" ? (root.stats === "" ? qsTr("stopped") : qsTr("stopped, %1").arg(root.stats))
                    : root.turnState === "failed" ? qsTr("broken off") : root.stats
                tone: root.turnState === "failed" ? AppText.Tone.Danger : AppText.Tone.Quiet
                kind: AppText.Kind.Caption
            }
            IconButton {
                visible: root.text !== ""
                icon.name: "copy"
                text: qsTr("Copy the answer")
                onClicked: root.copyRequested(root.text)
            }
        }
        AppText {
            visible: root.turnState === "streaming" && root.text === "" && root.reasoning === ""
            text: qsTr("Reading your message")
            tone: AppText.Tone.Quiet
        }
    }
}
