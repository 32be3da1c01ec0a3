// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Chat
import Orrery.Controls

/// Why there is no answer, or no more of it, and what can be done.
ErrorPanel {
    id: root

    required property TranscriptRow row

    readonly property ChatController chat: row.chat

    actionText: row.remedies.length > 0 ? chat.remedyText(row.remedies[0]) : ""
    alternativeText: row.remedies.length > 1 ? chat.remedyText(row.remedies[1]) : ""
    details: row.problemDetail
    objectName: "answerProblem"
    text: row.problem
    title: row.problemTitle
    onActionTriggered: chat.remedy(row.remedies[0])
    onAlternativeTriggered: chat.remedy(row.remedies[1])
}
