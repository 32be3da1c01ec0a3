// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Chat
import Orrery.Controls
import Orrery.Theme

/// What the person asked, in a bubble at the far side, with what can be done about it below.
FocusScope {
    id: root

    required property TranscriptRow row

    readonly property real most: width * 0.85
    readonly property bool busy: row.chat.answering

    implicitHeight: bubble.height + actions.height + (row.index > 0 ? Theme.spacingL : 0)

    HoverHandler {
        id: hover
    }

    Rectangle {
        id: bubble

        anchors.right: parent.right
        color: Theme.palette.selection
        border.color: Theme.palette.line
        border.width: Theme.contrast ? Theme.lineWidth : 0
        height: column.implicitHeight + 2 * Theme.spacingM
        radius: Theme.radiusCard
        width: Math.min(root.most, Math.max(body.implicitWidth, chips.visible ? chips.implicitWidth : 0) + 2 * Theme.spacingL)
        y: root.row.index > 0 ? Theme.spacingL : 0

        Column {
            id: column

            spacing: Theme.spacingS
            width: parent.width - 2 * Theme.spacingL
            x: Theme.spacingL
            y: Theme.spacingM

            Flow {
                id: chips

                spacing: Theme.spacingS
                visible: root.row.attachments.length > 0
                width: parent.width

                Repeater {
                    model: root.row.attachments

                    AttachmentChip {
                        required property var modelData

                        name: modelData.name
                        picture: modelData.picture
                        source: modelData.source
                    }
                }
            }

            TextEdit {
                id: body

                Accessible.name: qsTr("You: %1").arg(text)
                Accessible.role: Accessible.StaticText
                color: Theme.palette.text
                font.family: Theme.uiFamily
                font.pixelSize: Theme.bodySize
                objectName: "question"
                readOnly: true
                selectByMouse: true
                selectedTextColor: Theme.palette.accentText
                selectionColor: Theme.palette.accent
                text: root.row.text
                textFormat: TextEdit.PlainText
                visible: text !== ""
                width: parent.width
                wrapMode: TextEdit.Wrap
            }
        }
    }

    RowLayout {
        id: actions

        anchors.right: parent.right
        anchors.top: bubble.bottom
        spacing: 0

        VersionSwitch {
            row: root.row
        }
        RowLayout {
            opacity: hover.hovered || root.activeFocus ? 1 : 0
            spacing: 0

            Behavior on opacity {
                NumberAnimation { duration: Theme.fadeDuration }
            }

            IconButton {
                enabled: !root.busy
                icon.name: "edit"
                iconSize: 16
                objectName: "editQuestion"
                text: qsTr("Edit the question")
                onClicked: root.row.chat.edit(root.row.turn)
            }
            IconButton {
                icon.name: "copy"
                iconSize: 16
                text: qsTr("Copy the question")
                onClicked: root.row.chat.copyTurn(root.row.turn)
            }
            IconButton {
                enabled: !root.busy
                icon.name: "trash"
                iconSize: 16
                text: qsTr("Delete the question and what follows")
                onClicked: root.row.chat.deleteTurn(root.row.turn)
            }
        }
    }
}
