// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Chat
import Orrery.Controls
import Orrery.Theme

/// How the conversation is held: a preset, what the model is told first, the shape of answers, and how words are picked.
ColumnLayout {
    id: root

    required property SetupModel setup
    property bool samplingShown: false

    function showForm(): void {
        formField.forceActiveFocus(Qt.OtherFocusReason);
    }

    spacing: Theme.spacingM

    AppText {
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        strong: true
        text: qsTr("How it answers")
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: 0

        AppComboBox {
            Layout.fillWidth: true
            currentIndex: root.setup.preset
            displayText: currentIndex < 0 ? qsTr("Own settings") : currentText
            label: qsTr("Preset")
            model: root.setup.presets
            objectName: "presets"
            onActivated: index => root.setup.usePreset(index)
        }
        IconButton {
            icon.name: root.setup.presetIsOwn ? "trash" : "plus"
            objectName: "savePreset"
            text: root.setup.presetIsOwn ? qsTr("Remove this preset") : qsTr("Keep these settings as a preset")
            visible: root.setup.presetIsOwn || root.setup.preset < 0
            onClicked: root.setup.presetIsOwn ? root.setup.removePreset(root.setup.preset) : saveDialog.open()
        }
    }

    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        text: qsTr("What it is told first")
        tone: AppText.Tone.Quiet
    }
    Composer {
        Layout.fillWidth: true
        label: qsTr("System prompt: what the model is told first")
        objectName: "systemPrompt"
        placeholderText: qsTr("For example: answer briefly")
        submitOnEnter: false
        text: root.setup.system
        onTextChanged: root.setup.system = text
    }

    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        text: root.setup.formKind === SetupModel.Grammar ? qsTr("Grammar its answers follow (GBNF)") : qsTr("Schema its answers follow (JSON)")
        tone: AppText.Tone.Quiet
        visible: formField.visible
        wrapMode: Text.Wrap
    }
    Composer {
        id: formField

        Layout.fillWidth: true
        label: qsTr("Schema or grammar")
        objectName: "formText"
        placeholderText: root.setup.formKind === SetupModel.Grammar ? "root ::= \"yes\" | \"no\"" : "{\"type\": \"object\"}"
        submitOnEnter: false
        text: root.setup.formText
        visible: root.setup.formKind >= SetupModel.JsonSchema
        onTextChanged: root.setup.formText = text
    }
    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Caption
        objectName: "formProblem"
        text: root.setup.formProblem
        tone: AppText.Tone.Caution
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    AppSwitch {
        Layout.fillWidth: true
        checked: root.setup.thinking
        font.pixelSize: Theme.labelSize
        text: qsTr("Let it think first, where it can")
        onToggled: root.setup.thinking = checked
    }
    AppButton {
        icon.name: root.samplingShown ? "chevron-down" : "chevron-right"
        kind: AppButton.Kind.Quiet
        leftPadding: 0
        objectName: "showSampling"
        text: qsTr("How words are picked")
        onClicked: root.samplingShown = !root.samplingShown
    }
    SamplingList {
        Layout.fillWidth: true
        setup: root.setup
        visible: root.samplingShown
    }

    AppDialog {
        id: saveDialog

        acceptText: qsTr("Keep")
        acceptable: presetName.text.trim() !== ""
        text: qsTr("The system prompt, the shape of answers and how words are picked go with it.")
        title: qsTr("Keep as a preset")
        onAccepted: root.setup.savePreset(presetName.text)
        onOpened: presetName.forceActiveFocus(Qt.PopupFocusReason)

        AppTextField {
            id: presetName

            Layout.fillWidth: true
            label: qsTr("Name of the preset")
            placeholderText: qsTr("Name")
            onAccepted: if (saveDialog.acceptable) saveDialog.accept()
        }
    }
}
