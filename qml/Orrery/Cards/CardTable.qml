// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Cards
import Orrery.Controls
import Orrery.Theme

/// A table, as one text; a wide one scrolls sideways.
Column {
    id: root

    required property CardBlock block

    spacing: Theme.spacingXs

    Flickable {
        id: flick

        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: height
        contentWidth: text.width
        flickableDirection: Flickable.HorizontalFlick
        implicitHeight: text.implicitHeight + Theme.spacingS
        width: root.width

        T.ScrollBar.horizontal: AppScrollBar {}

        CardText {
            id: text

            Accessible.name: root.block.plainText
            Accessible.role: Accessible.Table
            font.pixelSize: Theme.labelSize
            objectName: "table"
            text: root.block.richText
            width: Math.max(root.width, root.block.columns * Theme.labelSize * 6)
            onLinkActivated: link => root.block.linkActivated(link)
        }
    }

    AppText {
        kind: AppText.Kind.Caption
        text: qsTr("%n more rows are not shown", "", root.block.rowsLeftOut)
        tone: AppText.Tone.Quiet
        visible: root.block.rowsLeftOut > 0
    }
}
