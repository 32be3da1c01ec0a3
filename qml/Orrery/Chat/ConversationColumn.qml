// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Chat
import Orrery.Controls
import Orrery.Theme

/// All conversations, those pinned first, and a search through every word of them.
Rectangle {
    id: root

    required property ChatController chat

    signal importRequested
    /// @param json else Markdown. @param name a file name to offer.
    signal exportRequested(conversation: real, name: string, json: bool)

    readonly property ConversationList list: chat.conversations
    property real renaming: 0

    function takeFocus(): void {
        search.forceActiveFocus(Qt.ShortcutFocusReason);
        search.selectAll();
    }

    function openMenu(row: ConversationRow, item: Item): void {
        menu.conversation = row.conversation;
        menu.name = row.title;
        menu.pinned = row.pinned;
        menu.popup(item, 0, item.height);
    }

    color: Theme.palette.raised
    implicitWidth: 240

    Rectangle {
        anchors.right: parent.right
        color: Theme.palette.line
        height: parent.height
        width: Theme.lineWidth
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.spacingS
        spacing: Theme.spacingS

        RowLayout {
            Layout.fillWidth: true
            spacing: 0

            AppButton {
                Layout.fillWidth: true
                icon.name: "plus"
                objectName: "newConversation"
                text: qsTr("New conversation")
                onClicked: root.chat.newConversation()
            }
            IconButton {
                icon.name: "download"
                objectName: "import"
                text: qsTr("Import a conversation")
                onClicked: root.importRequested()
            }
        }
        AppTextField {
            id: search

            Keys.onDownPressed: rows.forceActiveFocus(Qt.TabFocusReason)
            Layout.fillWidth: true
            clearable: true
            label: qsTr("Search conversations")
            leadingIcon: "search"
            objectName: "search"
            placeholderText: qsTr("Search")
            text: root.list.searchText
            onTextChanged: root.list.searchText = text
        }

        ListView {
            id: rows

            Accessible.name: qsTr("Conversations")
            Accessible.role: Accessible.List
            Keys.onDeletePressed: if (currentItem) root.chat.deleteConversation((currentItem as ConversationRow).conversation)
            Keys.onReturnPressed: if (currentItem) (currentItem as ConversationRow).clicked()
            Keys.onEnterPressed: if (currentItem) (currentItem as ConversationRow).clicked()
            Keys.onMenuPressed: if (currentItem) root.openMenu(currentItem as ConversationRow, currentItem)
            Keys.onPressed: event => {
                if (event.key === Qt.Key_F2 && currentItem) {
                    root.renaming = (currentItem as ConversationRow).conversation;
                    event.accepted = true;
                }
            }
            Layout.fillHeight: true
            Layout.fillWidth: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            keyNavigationEnabled: true
            model: root.list
            objectName: "conversations"
            spacing: 2

            T.ScrollBar.vertical: AppScrollBar {}

            delegate: ConversationRow {
                id: row

                current: conversation === root.list.current && !root.list.searching
                renaming: root.renaming === conversation && turn === 0
                width: rows.width
                onClicked: root.chat.openConversation(conversation, turn)
                onMenuRequested: item => root.openMenu(row, item)
                onRenamed: title => root.chat.renameConversation(conversation, title)
                onRenamingEnded: root.renaming = 0
            }

            AppText {
                anchors.left: parent.left
                anchors.leftMargin: Theme.spacingM
                anchors.right: parent.right
                kind: AppText.Kind.Label
                text: root.list.problem !== "" ? root.list.problem
                    : root.list.searching ? qsTr("Nothing matches “%1”.").arg(root.list.searchText)
                    : qsTr("What you talk about is kept here, on this machine alone.")
                tone: root.list.problem !== "" ? AppText.Tone.Danger : AppText.Tone.Quiet
                topPadding: Theme.spacingS
                visible: rows.count === 0
                wrapMode: Text.Wrap
            }
        }
    }

    AppMenu {
        id: menu

        property real conversation: 0
        property string name: ""
        property bool pinned: false

        AppMenuItem {
            icon.name: "edit"
            text: qsTr("Rename")
            onTriggered: root.renaming = menu.conversation
        }
        AppMenuItem {
            icon.name: "pin"
            text: menu.pinned ? qsTr("Unpin") : qsTr("Pin to the top")
            onTriggered: root.chat.pinConversation(menu.conversation, !menu.pinned)
        }
        AppMenuItem {
            icon.name: "file"
            text: qsTr("Export as Markdown…")
            onTriggered: root.exportRequested(menu.conversation, menu.name + ".md", false)
        }
        AppMenuItem {
            icon.name: "file"
            text: qsTr("Export as JSON…")
            onTriggered: root.exportRequested(menu.conversation, menu.name + ".json", true)
        }
        AppMenuSeparator {}
        AppMenuItem {
            dangerous: true
            icon.name: "trash"
            text: qsTr("Delete")
            onTriggered: root.chat.deleteConversation(menu.conversation)
        }
    }
}
