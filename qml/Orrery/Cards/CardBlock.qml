// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Cards
import Orrery.Controls
import Orrery.Theme

/// One block of a card, indented below its lists and quotes.
Item {
    id: root

    required property int index
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
    property bool imagesAllowed: false

    signal imagesRequested
    signal linkActivated(string link)

    readonly property real step: Theme.spacingXl
    readonly property real indent: Math.min(depth * step, width / 2)
    readonly property real gap: index === 0 ? 0 : kind === CardModel.Heading ? Theme.spacingXl
        : kind === CardModel.ListItem ? Theme.spacingXs : Theme.spacingM

    function headingSize(wanted: int): int {
        return wanted === 1 ? Theme.headingSize : wanted === 2 ? Theme.titleSize : Theme.bodySize;
    }

    implicitHeight: gap + loader.height

    Repeater {
        model: root.quoteLevels

        Rectangle {
            required property int modelData

            color: Theme.palette.line
            height: root.height
            width: 3
            x: modelData * root.step + Theme.spacingXs
        }
    }

    AppText {
        horizontalAlignment: Text.AlignRight
        text: root.marker
        tone: AppText.Tone.Quiet
        visible: text !== ""
        x: root.indent - Theme.spacingXs - width
        y: root.gap
    }

    Loader {
        id: loader

        sourceComponent: root.kind === CardModel.Code ? codeComponent : root.kind === CardModel.Table ? tableComponent
            : root.kind === CardModel.Image ? imagesComponent : root.kind === CardModel.Rule ? ruleComponent : textComponent
        width: root.width - root.indent
        x: root.indent
        y: root.gap
    }

    Component {
        id: textComponent

        CardText {
            readonly property bool maths: root.kind === CardModel.Maths
            readonly property bool heading: root.kind === CardModel.Heading

            Accessible.name: root.plainText
            Accessible.role: heading ? Accessible.Heading : Accessible.StaticText
            color: root.kind === CardModel.Quote ? Theme.palette.quiet : Theme.palette.text
            font.family: maths ? Theme.monoFamily : Theme.uiFamily
            font.italic: maths
            font.pixelSize: heading ? root.headingSize(root.level) : Theme.bodySize
            font.weight: heading ? Theme.weightStrong : Theme.weightNormal
            horizontalAlignment: root.centred ? TextEdit.AlignHCenter : TextEdit.AlignLeft
            objectName: "text"
            text: maths ? root.code : root.richText
            textFormat: maths ? TextEdit.PlainText : TextEdit.RichText
            onLinkActivated: link => root.linkActivated(link)
        }
    }

    Component {
        id: codeComponent

        CardCode {
            code: root.code
            language: root.language
        }
    }

    Component {
        id: tableComponent

        CardTable {
            columns: root.columns
            plainText: root.plainText
            richText: root.richText
            rowsLeftOut: root.rowsLeftOut
            onLinkActivated: link => root.linkActivated(link)
        }
    }

    Component {
        id: imagesComponent

        CardImages {
            allowed: root.imagesAllowed
            images: root.images
            onLinkActivated: link => root.linkActivated(link)
            onRequested: root.imagesRequested()
        }
    }

    Component {
        id: ruleComponent

        Separator {}
    }
}
