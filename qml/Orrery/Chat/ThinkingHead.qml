// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Chat
import Orrery.Controls
import Orrery.Theme

/// What the model thought before it answered: folded away until somebody asks; while it thinks, a way to cut it short.
Item {
    id: root

    required property TranscriptRow row

    readonly property bool thinkingNow: row.open && row.chat.thinkingAloud

    implicitHeight: buttons.implicitHeight + Theme.spacingS

    RowLayout {
        id: buttons

        spacing: Theme.spacingS

        AppButton {
            Accessible.checkable: true
            Accessible.checked: root.row.thinkingShown
            icon.name: root.row.thinkingShown ? "chevron-down" : "chevron-right"
            kind: AppButton.Kind.Quiet
            leftPadding: 0
            objectName: "showThinking"
            text: root.thinkingNow ? qsTr("Thinking, about %n words so far", "", root.row.thinkingWords)
                : root.row.thinkingShown ? qsTr("Hide its thinking")
                : qsTr("Show its thinking, about %n words", "", root.row.thinkingWords)
            onClicked: root.row.chat.transcript.setThinkingShown(root.row.turn, !root.row.thinkingShown)
        }
        AppButton {
            objectName: "answerNow"
            text: qsTr("Answer now")
            visible: root.thinkingNow
            onClicked: root.row.chat.answerNow()
        }
    }
}
