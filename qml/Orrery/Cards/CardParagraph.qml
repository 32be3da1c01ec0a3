// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Cards
import Orrery.Theme

/// A paragraph, a heading, an item, a quote or maths.
CardText {
    id: root

    required property CardBlock block
    readonly property bool maths: block.kind === CardModel.Maths
    readonly property bool heading: block.kind === CardModel.Heading

    function headingSize(level: int): int {
        return level === 1 ? Theme.headingSize : level === 2 ? Theme.titleSize : Theme.bodySize;
    }

    Accessible.name: block.plainText
    Accessible.role: heading ? Accessible.Heading : Accessible.StaticText
    color: block.kind === CardModel.Quote ? Theme.palette.quiet : Theme.palette.text
    font.family: maths ? Theme.monoFamily : Theme.uiFamily
    font.italic: maths
    font.pixelSize: heading ? headingSize(block.level) : Theme.bodySize
    font.weight: heading ? Theme.weightStrong : Theme.weightNormal
    horizontalAlignment: block.centred ? TextEdit.AlignHCenter : TextEdit.AlignLeft
    objectName: "text"
    text: maths ? block.code : block.richText
    textFormat: maths ? TextEdit.PlainText : TextEdit.RichText
    onLinkActivated: link => root.block.linkActivated(link)
}
