// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Theme

/// A table, as one text; a wide one scrolls sideways.
Column {
    id: root

    required property string richText
    required property string plainText
    required property int columns
    required property int rowsLeftOut

    signal linkActivated(string link)

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

            Accessible.name: root.plainText
            Accessible.role: Accessible.Table
            font.pixelSize: Theme.labelSize
            objectName: "table"
            text: root.richText
            width: Math.max(root.width, root.columns * Theme.labelSize * 6)
            onLinkActivated: link => root.linkActivated(link)
        }
    }

    AppText {
        kind: AppText.Kind.Caption
        text: qsTr("%n more rows are not shown", "", root.rowsLeftOut)
        tone: AppText.Tone.Quiet
        visible: root.rowsLeftOut > 0
    }
}
