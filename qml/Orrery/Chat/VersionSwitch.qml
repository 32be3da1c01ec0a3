// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Chat
import Orrery.Controls

/// "2 of 3" between two arrows, where a turn has other versions.
RowLayout {
    id: root

    required property TranscriptRow row

    spacing: 0
    visible: row.versions > 1

    IconButton {
        enabled: root.row.version > 1 && !root.row.chat.answering
        icon.name: "chevron-left"
        iconSize: 16
        objectName: "versionBefore"
        text: qsTr("Version before")
        onClicked: root.row.chat.showVersion(root.row.turn, -1)
    }
    AppText {
        kind: AppText.Kind.Caption
        objectName: "versionText"
        text: qsTr("%1 of %2").arg(root.row.version).arg(root.row.versions)
        tone: AppText.Tone.Quiet
    }
    IconButton {
        enabled: root.row.version < root.row.versions && !root.row.chat.answering
        icon.name: "chevron-right"
        iconSize: 16
        objectName: "versionAfter"
        text: qsTr("Version after")
        onClicked: root.row.chat.showVersion(root.row.turn, 1)
    }
}
