// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Chat
import Orrery.Controls
import Orrery.Theme

/// Above the thread: what is open, who answers, and the two columns beside it shown or hidden.
Rectangle {
    id: root

    required property ChatController chat
    required property bool listShown
    required property bool factsShown

    signal listToggled
    signal factsToggled
    signal modelRequested

    color: Theme.palette.base
    implicitHeight: 48

    Rectangle {
        anchors.bottom: parent.bottom
        color: Theme.palette.line
        height: Theme.lineWidth
        width: parent.width
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.spacingS
        anchors.rightMargin: Theme.spacingS
        spacing: Theme.spacingS

        IconButton {
            checked: root.listShown
            icon.name: "menu"
            objectName: "toggleList"
            text: root.listShown ? qsTr("Hide the conversations") : qsTr("Show the conversations")
            onClicked: root.listToggled()
        }
        AppText {
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
            objectName: "threadTitle"
            strong: true
            text: root.chat.title
        }
        AppButton {
            Layout.maximumWidth: 320
            icon.name: "model"
            objectName: "modelButton"
            text: root.chat.state === ChatController.NoModel ? qsTr("Choose a model") : root.chat.model.name
            onClicked: root.modelRequested()
        }
        IconButton {
            checked: root.factsShown
            icon.name: "sliders"
            objectName: "toggleFacts"
            text: root.factsShown ? qsTr("Hide the model and its settings") : qsTr("Show the model and its settings")
            onClicked: root.factsToggled()
        }
    }
}
