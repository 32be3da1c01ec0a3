// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Cards
import Orrery.Controls
import Orrery.Theme

/// One block of a card, indented below its lists and quotes. What is inside depends on its kind; each of these is given the block.
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
    /// Goes on what stands above it: no gap.
    property bool joined: false

    signal imagesRequested
    signal linkActivated(string link)

    readonly property real step: Theme.spacingXl
    readonly property real indent: Math.min(depth * step, width / 2)
    readonly property real gap: index === 0 || joined ? 0 : kind === CardModel.Heading ? Theme.spacingXl
        : kind === CardModel.ListItem ? Theme.spacingXs : Theme.spacingM

    function fileOf(wanted: int): string {
        switch (wanted) {
        case CardModel.Code: return "CardCode.qml";
        case CardModel.Table: return "CardTable.qml";
        case CardModel.Image: return "CardImages.qml";
        case CardModel.Rule: return "CardRule.qml";
        default: return "CardParagraph.qml";
        }
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

        width: root.width - root.indent
        x: root.indent
        y: root.gap
        Component.onCompleted: setSource(root.fileOf(root.kind), {
            block: root
        })
    }
}
