// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Chat
import Orrery.Controls
import Orrery.Theme

/// What can be done with an answer, its other versions, and how fast it came.
RowLayout {
    id: root

    required property TranscriptRow row

    spacing: 0

    VersionSwitch {
        row: root.row
    }
    IconButton {
        icon.name: "copy"
        iconSize: 16
        objectName: "copyAnswer"
        text: qsTr("Copy the answer")
        onClicked: root.row.chat.copyTurn(root.row.turn)
    }
    IconButton {
        enabled: !root.row.chat.answering
        icon.name: "retry"
        iconSize: 16
        objectName: "regenerate"
        text: qsTr("Answer again")
        onClicked: root.row.chat.regenerate(root.row.turn)
    }
    IconButton {
        enabled: !root.row.chat.answering
        icon.name: "play"
        iconSize: 16
        objectName: "continueAnswer"
        text: qsTr("Continue the answer")
        visible: root.row.last
        onClicked: root.row.chat.continueAnswer()
    }
    IconButton {
        enabled: !root.row.chat.answering
        icon.name: "edit"
        iconSize: 16
        objectName: "editAnswer"
        text: qsTr("Edit the answer and go on from there")
        onClicked: root.row.chat.edit(root.row.turn)
    }
    IconButton {
        enabled: !root.row.chat.answering
        icon.name: "trash"
        iconSize: 16
        objectName: "deleteAnswer"
        text: qsTr("Delete the answer and what follows")
        onClicked: root.row.chat.deleteTurn(root.row.turn)
    }
    AppText {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.spacingS
        kind: AppText.Kind.Caption
        text: root.row.turnState === "stopped" ? (root.row.stats === "" ? qsTr("stopped") : qsTr("stopped · %1").arg(root.row.stats))
            : root.row.turnState === "failed" ? qsTr("broken off") : root.row.stats
        tone: root.row.turnState === "failed" ? AppText.Tone.Danger : AppText.Tone.Quiet
    }
}
