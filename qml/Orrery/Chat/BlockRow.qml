// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Cards
import Orrery.Chat
import Orrery.Theme

/// A block of Markdown of an answer, or, quieter and beside a line, of what the model thought.
Item {
    id: root

    required property TranscriptRow row

    /// An answer begins a little below what was thought before it.
    readonly property real lead: row.first && !row.quiet ? Theme.spacingS : 0

    implicitHeight: block.implicitHeight + lead

    Rectangle {
        color: Theme.palette.line
        height: parent.height
        visible: root.row.quiet
        width: 2
        x: Theme.spacingS
    }

    CardBlock {
        id: block

        centred: root.row.centred
        code: root.row.code
        columns: root.row.columns
        depth: root.row.depth
        images: root.row.images
        index: root.row.first ? 0 : 1
        joined: root.row.joined
        kind: root.row.kind
        language: root.row.language
        level: root.row.level
        marker: root.row.marker
        opacity: root.row.quiet ? 0.75 : 1
        plainText: root.row.plainText
        quoteLevels: root.row.quoteLevels
        richText: root.row.richText
        rowsLeftOut: root.row.rowsLeftOut
        width: parent.width - x
        x: root.row.quiet ? Theme.spacingXl : 0
        y: root.lead
        onLinkActivated: link => root.row.linkActivated(link)
    }
}
