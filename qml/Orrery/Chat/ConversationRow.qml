// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Chat
import Orrery.Controls
import Orrery.Theme

/// One conversation in the column, or one place in which the words looked for stand.
T.ItemDelegate {
    id: root

    required property int index
    required property real conversation
    required property real turn
    required property string title
    required property string detail
    required property string excerpt
    required property bool pinned
    property bool current: false
    property bool renaming: false

    signal menuRequested(item: Item)
    signal renamed(title: string)
    signal renamingEnded

    Accessible.name: pinned ? qsTr("%1, pinned").arg(title) : title
    Accessible.description: detail
    hoverEnabled: true
    implicitHeight: Math.max(Theme.targetSize, column.implicitHeight + 2 * Theme.spacingS)
    leftPadding: Theme.spacingM
    rightPadding: Theme.spacingXs
    onRenamingChanged: {
        if (!renaming)
            return;
        nameField.text = title;
        nameField.forceActiveFocus(Qt.OtherFocusReason);
        nameField.selectAll();
    }
    Keys.onMenuPressed: root.menuRequested(root)

    background: Rectangle {
        border.color: Theme.palette.accent
        border.width: root.current && Theme.contrast ? Theme.lineWidth : 0
        color: root.current ? Theme.palette.selection : "transparent"
        radius: Theme.radiusControl

        StateLayer {
            hovered: root.hovered
            pressed: root.down
            radius: Theme.radiusControl
        }
        FocusRing {
            shown: root.visualFocus || (root.ListView.isCurrentItem && root.ListView.view.activeFocus)
        }
    }

    contentItem: RowLayout { // qmllint disable deferred-property-id
        spacing: Theme.spacingXs

        ColumnLayout {
            id: column

            Layout.fillWidth: true
            spacing: 0

            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Label
                objectName: "title"
                strong: root.current
                text: root.title
                visible: !root.renaming
            }
            AppTextField {
                id: nameField

                Keys.onEscapePressed: root.renamingEnded()
                Layout.fillWidth: true
                label: qsTr("Name of the conversation")
                objectName: "nameField"
                visible: root.renaming
                onAccepted: {
                    root.renamed(text);
                    root.renamingEnded();
                }
                onActiveFocusChanged: if (!activeFocus && root.renaming) root.renamingEnded()
            }
            AppText {
                Layout.fillWidth: true
                elide: Text.ElideRight
                kind: AppText.Kind.Caption
                maximumLineCount: 2
                objectName: "excerpt"
                text: root.excerpt
                textFormat: Text.StyledText
                tone: AppText.Tone.Quiet
                visible: root.excerpt !== ""
                wrapMode: Text.Wrap
            }
            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Caption
                text: root.detail
                tone: AppText.Tone.Quiet
                visible: root.excerpt === "" && text !== ""
            }
        }
        Icon {
            color: Theme.palette.quiet
            name: "pin"
            size: 14
            visible: root.pinned && !menuButton.shown
        }
        IconButton {
            id: menuButton

            readonly property bool shown: root.hovered || visualFocus

            focusPolicy: Qt.NoFocus
            icon.name: "more"
            iconSize: 16
            objectName: "rowMenu"
            opacity: shown ? 1 : 0
            text: qsTr("What to do with %1").arg(root.title)
            visible: !root.renaming && root.turn === 0 && (shown || !root.pinned)
            onClicked: root.menuRequested(menuButton)
        }
    }
}
