// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Cards
import Orrery.Controls
import Orrery.Theme

/// A table, as one text; a wide one scrolls sideways. Placed by hand: a positioner would know its height only when the next frame
/// is prepared, and so ask for a second one.
Item {
    id: root

    required property CardBlock block

    implicitHeight: flick.height + (more.visible ? Theme.spacingXs + more.height : 0)

    Flickable {
        id: flick

        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: height
        contentWidth: text.width
        flickableDirection: Flickable.HorizontalFlick
        height: text.implicitHeight + Theme.spacingS
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
        id: more

        kind: AppText.Kind.Caption
        text: qsTr("%n more rows are not shown", "", root.block.rowsLeftOut)
        tone: AppText.Tone.Quiet
        visible: root.block.rowsLeftOut > 0
        y: flick.height + Theme.spacingXs
    }
}
