// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
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

    // Made after the question is in sight.
    Loader {
        id: actions

        anchors.right: parent.right
        anchors.top: bubble.bottom
        asynchronous: true
        height: Theme.targetSize
        Component.onCompleted: setSource("QuestionActions.qml", {
            row: root.row
        })
    }

    Binding {
        property: "lit"
        target: actions.item
        value: hover.hovered || root.activeFocus
        when: actions.item !== null
    }
}
