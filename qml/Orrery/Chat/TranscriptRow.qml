// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Chat
import Orrery.Theme

/// One row of the transcript, in the middle of the view. What is inside depends on its kind; each of these is given the row.
Item {
    id: root

    required property ChatController chat
    required property int index
    required property int rowKind
    required property real turn
    required property string text
    required property var attachments
    required property bool joined
    required property bool quiet
    required property bool first
    required property string turnState
    required property string stats
    required property string progress
    required property bool thinkingShown
    required property int thinkingWords
    required property string problemTitle
    required property string problem
    required property string problemDetail
    required property var remedies
    required property int version
    required property int versions
    // of a block
    required property int kind
    required property int level
    required property int depth
    required property var quoteLevels
    required property string marker
    required property string richText
    required property string plainText
    required property string code
    required property string language
    required property bool centred
    required property var images
    required property int columns
    required property int rowsLeftOut

    /// The last row: what can be done with the newest answer stands here.
    property bool last: false

    signal linkActivated(string link)

    readonly property bool open: turnState === "open"

    function fileOf(wanted: int): string {
        switch (wanted) {
        case TranscriptModel.Question: return "QuestionRow.qml";
        case TranscriptModel.Thinking: return "ThinkingHead.qml";
        case TranscriptModel.Foot: return "AnswerFoot.qml";
        default: return "BlockRow.qml";
        }
    }

    implicitHeight: loader.height

    Loader {
        id: loader

        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(root.width - 2 * Theme.spacingL, Theme.readingWidth + 2 * Theme.spacingXl)
        Component.onCompleted: setSource(root.fileOf(root.rowKind), {
            row: root
        })
    }
}
