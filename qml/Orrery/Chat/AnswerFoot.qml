// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Chat
import Orrery.Controls
import Orrery.Theme

/// The end of an answer: what is awaited, what went wrong and what to do about it, who answered and how fast, and what can be done
/// with it.
FocusScope {
    id: root

    required property TranscriptRow row

    readonly property ChatController chat: row.chat
    readonly property bool busy: chat.answering

    implicitHeight: column.implicitHeight + Theme.spacingS

    Column {
        id: column

        spacing: Theme.spacingS
        width: parent.width
        y: Theme.spacingS

        RowLayout {
            spacing: Theme.spacingS
            visible: root.row.open && root.row.progress !== ""

            BusyRing {
                color: Theme.palette.quiet
                running: parent.visible
            }
            AppText {
                Accessible.role: Accessible.StaticText
                Accessible.name: text
                objectName: "progress"
                text: root.row.progress
                tone: AppText.Tone.Quiet
            }
        }

        ErrorPanel {
            actionText: root.row.remedies.length > 0 ? root.chat.remedyText(root.row.remedies[0]) : ""
            alternativeText: root.row.remedies.length > 1 ? root.chat.remedyText(root.row.remedies[1]) : ""
            details: root.row.problemDetail
            objectName: "answerProblem"
            text: root.row.problem
            title: root.row.problemTitle
            visible: title !== ""
            width: parent.width
            onActionTriggered: root.chat.remedy(root.row.remedies[0])
            onAlternativeTriggered: root.chat.remedy(root.row.remedies[1])
        }

        RowLayout {
            spacing: 0
            visible: !root.row.open
            // The first icon, not the target around it, stands below the words.
            width: parent.width + Theme.spacingS
            x: -Theme.spacingS

            VersionSwitch {
                row: root.row
            }
            IconButton {
                icon.name: "copy"
                iconSize: 16
                objectName: "copyAnswer"
                text: qsTr("Copy the answer")
                onClicked: root.chat.copyTurn(root.row.turn)
            }
            IconButton {
                enabled: !root.busy
                icon.name: "retry"
                iconSize: 16
                objectName: "regenerate"
                text: qsTr("Answer again")
                onClicked: root.chat.regenerate(root.row.turn)
            }
            IconButton {
                enabled: !root.busy
                icon.name: "play"
                iconSize: 16
                objectName: "continueAnswer"
                text: qsTr("Continue the answer")
                visible: root.row.last
                onClicked: root.chat.continueAnswer()
            }
            IconButton {
                enabled: !root.busy
                icon.name: "edit"
                iconSize: 16
                objectName: "editAnswer"
                text: qsTr("Edit the answer and go on from there")
                onClicked: root.chat.edit(root.row.turn)
            }
            IconButton {
                enabled: !root.busy
                icon.name: "trash"
                iconSize: 16
                objectName: "deleteAnswer"
                text: qsTr("Delete the answer and what follows")
                onClicked: root.chat.deleteTurn(root.row.turn)
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
    }
}
