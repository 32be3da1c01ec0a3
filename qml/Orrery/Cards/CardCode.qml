// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Cards
import Orrery.Controls
import Orrery.Theme

/// Code as it was written: it scrolls sideways rather than wrap, and is copied with one press.
Rectangle {
    id: root

    required property CardBlock block

    function copy(): void {
        text.selectAll();
        text.copy();
        text.deselect();
        copyButton.copied = true;
    }

    color: Theme.palette.sunken
    border.color: Theme.palette.line
    border.width: Theme.lineWidth
    implicitHeight: Math.max(flick.implicitHeight, copyButton.implicitHeight + 2 * Theme.spacingXs)
    radius: Theme.radiusControl

    Flickable {
        id: flick

        anchors.fill: parent
        anchors.rightMargin: copyButton.width + Theme.spacingXs
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: height
        contentWidth: text.implicitWidth + 2 * Theme.spacingM
        flickableDirection: Flickable.HorizontalFlick
        implicitHeight: text.implicitHeight + 2 * Theme.spacingM

        T.ScrollBar.horizontal: AppScrollBar {}

        CardText {
            id: text

            Accessible.name: root.block.language === "" ? qsTr("Code") : qsTr("Code in %1").arg(root.block.language)
            Accessible.role: Accessible.StaticText
            font.family: Theme.monoFamily
            font.pixelSize: Theme.labelSize
            objectName: "code"
            text: root.block.code
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.NoWrap
            x: Theme.spacingM
            y: Theme.spacingM
        }
    }

    IconButton {
        id: copyButton

        property bool copied: false

        anchors.margins: Theme.spacingXs
        anchors.right: parent.right
        anchors.top: parent.top
        icon.name: copied ? "check" : "copy"
        objectName: "copyCode"
        text: copied ? qsTr("Copied") : qsTr("Copy this code")
        onClicked: root.copy()
    }
}
