// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Chat
import Orrery.Controls
import Orrery.Theme

/// What can be done about a question, and its other versions.
RowLayout {
    id: root

    required property TranscriptRow row

    /// The question is pointed at or has the focus: what can be done stands out.
    property bool lit: false

    spacing: 0

    VersionSwitch {
        row: root.row
    }
    RowLayout {
        opacity: root.lit ? 1 : 0
        spacing: 0

        Behavior on opacity {
            NumberAnimation { duration: Theme.fadeDuration }
        }

        IconButton {
            enabled: !root.row.chat.answering
            icon.name: "edit"
            iconSize: 16
            objectName: "editQuestion"
            text: qsTr("Edit the question")
            onClicked: root.row.chat.edit(root.row.turn)
        }
        IconButton {
            icon.name: "copy"
            iconSize: 16
            text: qsTr("Copy the question")
            onClicked: root.row.chat.copyTurn(root.row.turn)
        }
        IconButton {
            enabled: !root.row.chat.answering
            icon.name: "trash"
            iconSize: 16
            text: qsTr("Delete the question and what follows")
            onClicked: root.row.chat.deleteTurn(root.row.turn)
        }
    }
}
