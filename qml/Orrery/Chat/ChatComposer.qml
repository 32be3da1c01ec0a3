// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Chat
import Orrery.Controls
import Orrery.Theme

/// Where a question is written or a turn is edited, with its files and the shape its answer must have.
ColumnLayout {
    id: root

    required property ChatController chat

    signal attachRequested
    signal formRequested

    readonly property bool editingAnswer: chat.editing === ChatController.EditingAnswer
    readonly property string hint: chat.state === ChatController.NoModel ? qsTr("Choose a model, then write to it")
        : chat.state === ChatController.Loading ? qsTr("You can write while the model loads") : qsTr("Write a message")
    readonly property list<string> forms: [qsTr("Free text"), qsTr("JSON"), qsTr("JSON with a schema"), qsTr("Grammar")]

    function takeFocus(): void {
        field.forceActiveFocus(Qt.OtherFocusReason);
    }

    function takeDropped(urls: list<url>): void {
        chat.attachments.addFiles(urls);
    }

    spacing: Theme.spacingS

    Connections {
        target: root.chat
        function onDraftChanged(): void {
            if (field.text !== root.chat.draft)
                field.text = root.chat.draft;
        }
        function onChanged(): void {
            if (root.chat.editing !== ChatController.NotEditing && !field.activeFocus)
                root.takeFocus();
        }
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingS
        visible: root.chat.editing !== ChatController.NotEditing

        Icon {
            color: Theme.palette.accent
            name: "edit"
            size: 16
        }
        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            objectName: "editingText"
            text: root.editingAnswer ? qsTr("Editing the answer: the model goes on from its end, in a new version")
                : qsTr("Editing the question: sending makes a new version")
            tone: AppText.Tone.Quiet
        }
        AppButton {
            kind: AppButton.Kind.Quiet
            text: qsTr("Cancel")
            onClicked: root.chat.cancelEdit()
        }
    }

    AttachmentChips {
        Layout.fillWidth: true
        attachments: root.chat.attachments
    }
    AppText {
        Accessible.role: Accessible.AlertMessage
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        text: root.chat.attachments.problem
        tone: AppText.Tone.Danger
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        objectName: "formHindrance"
        text: root.chat.setup.formProblem
        tone: AppText.Tone.Caution
        visible: text !== "" && !field.blank
        wrapMode: Text.Wrap
    }

    Composer {
        id: field

        Component.onCompleted: text = root.chat.draft
        Layout.fillWidth: true
        calm: root.chat.answering
        focus: true
        label: qsTr("Message")
        objectName: "composer"
        pasteHandler: () => root.chat.attachments.addFromClipboard()
        placeholderText: root.hint
        onRecalled: root.chat.editLastQuestion()
        onSubmitted: root.chat.send()
        onTextChanged: root.chat.draft = text

        IconButton {
            icon.name: "attach"
            objectName: "attach"
            text: root.chat.attachments.picturesAllowed ? qsTr("Attach texts or pictures") : qsTr("Attach texts")
            onClicked: root.attachRequested()
        }
        IconButton {
            checkable: false
            checked: root.chat.setup.formKind !== SetupModel.Free
            icon.name: "braces"
            objectName: "answerForm"
            text: qsTr("Shape of the answer: %1").arg(root.forms[root.chat.setup.formKind])
            onClicked: formMenu.popup(this, 0, -formMenu.implicitHeight)
        }
        AppButton {
            icon.name: "stop"
            objectName: "stop"
            text: qsTr("Stop")
            visible: root.chat.answering
            onClicked: root.chat.stop()
        }
        AppButton {
            enabled: root.chat.canSend
            icon.name: "send"
            kind: AppButton.Kind.Primary
            objectName: "send"
            text: root.editingAnswer ? qsTr("Go on") : qsTr("Send")
            visible: !root.chat.answering
            onClicked: root.chat.send()
        }
    }

    AppMenu {
        id: formMenu

        AppMenuItem {
            checkable: true
            checked: root.chat.setup.formKind === SetupModel.Free
            text: root.forms[0]
            onTriggered: root.chat.setup.formKind = SetupModel.Free
        }
        AppMenuItem {
            checkable: true
            checked: root.chat.setup.formKind === SetupModel.Json
            text: root.forms[1]
            onTriggered: root.chat.setup.formKind = SetupModel.Json
        }
        AppMenuItem {
            checkable: true
            checked: root.chat.setup.formKind === SetupModel.JsonSchema
            text: root.forms[2]
            onTriggered: {
                root.chat.setup.formKind = SetupModel.JsonSchema;
                root.formRequested();
            }
        }
        AppMenuItem {
            checkable: true
            checked: root.chat.setup.formKind === SetupModel.Grammar
            text: root.forms[3]
            onTriggered: {
                root.chat.setup.formKind = SetupModel.Grammar;
                root.formRequested();
            }
        }
    }
}
