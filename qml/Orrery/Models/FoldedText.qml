// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme
import Orrery.Controls

/// A long text under a button that unfolds it.
ColumnLayout {
    id: root

    required property string title
    required property string text
    property bool open: false

    spacing: Theme.spacingXs

    AppButton {
        Accessible.description: root.open ? qsTr("Unfolded") : qsTr("Folded")
        icon.name: root.open ? "chevron-down" : "chevron-right"
        kind: AppButton.Kind.Quiet
        leftPadding: Theme.spacingXs
        text: root.title
        onClicked: root.open = !root.open
    }

    Rectangle {
        Layout.fillWidth: true
        border.color: Theme.palette.line
        border.width: Theme.lineWidth
        color: Theme.palette.sunken
        implicitHeight: Math.min(260, words.implicitHeight)
        radius: Theme.radiusControl
        visible: root.open

        Flickable {
            id: pane

            anchors.fill: parent
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: words.implicitHeight
            contentWidth: width

            T.ScrollBar.vertical: AppScrollBar {}

            T.TextArea {
                id: words

                Accessible.name: root.title
                Accessible.role: Accessible.EditableText
                color: Theme.palette.text
                font.family: Theme.monoFamily
                font.pixelSize: Theme.captionSize
                padding: Theme.spacingM
                readOnly: true
                selectByMouse: true
                selectedTextColor: Theme.palette.text
                selectionColor: Theme.palette.selection
                text: root.open ? root.text : ""
                textFormat: TextEdit.PlainText
                width: pane.width
                wrapMode: TextEdit.Wrap
            }
        }
    }
}
