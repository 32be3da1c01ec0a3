// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Chat
import Orrery.Controls
import Orrery.Theme

/// Something to know, or something to take back, for a while.
Rectangle {
    id: root

    required property ChatController chat

    property bool undoShown: false
    readonly property string undoText: undoShown ? chat.undoText : ""
    readonly property string text: undoText !== "" ? undoText : chat.notice

    Accessible.name: text
    Accessible.role: Accessible.AlertMessage
    border.color: Theme.palette.line
    border.width: Theme.lineWidth
    color: Theme.palette.raised
    implicitHeight: row.implicitHeight + Theme.spacingS
    radius: Theme.radiusControl
    visible: text !== ""

    Connections {
        target: root.chat
        function onNoticeChanged(): void {
            root.undoShown = root.chat.undoText !== "";
            if (root.undoShown)
                away.restart();
        }
    }

    Timer {
        id: away
        interval: 12000
        onTriggered: root.undoShown = false
    }

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.spacingM
        anchors.rightMargin: Theme.spacingXs
        spacing: Theme.spacingS

        Icon {
            color: Theme.palette.quiet
            name: "info"
            size: 18
        }
        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            objectName: "toastText"
            text: root.text
            wrapMode: Text.Wrap
        }
        AppButton {
            kind: AppButton.Kind.Quiet
            objectName: "undo"
            text: qsTr("Undo")
            visible: root.undoText !== ""
            onClicked: root.chat.undo()
        }
        IconButton {
            icon.name: "close"
            iconSize: 16
            text: qsTr("Dismiss")
            onClicked: {
                root.undoShown = false;
                root.chat.dismissNotice();
            }
        }
    }
}
