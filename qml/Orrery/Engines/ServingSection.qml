// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Engines

/// Whether other programs of this computer may use the models here.
FormGroup {
    id: root

    required property ServingController serving

    title: qsTr("For other programs")

    FormRow {
        title: qsTr("Let programs on this computer use the models")
        text: qsTr("An OpenAI-compatible server on this machine's own address: no other machine can reach it, and a key is needed. Off again when Orrery is closed.")

        AppSwitch {
            checked: root.serving.on
            Accessible.name: qsTr("Let programs on this computer use the models")
            onToggled: root.serving.setOn(checked)
        }
    }
    FormRow {
        title: qsTr("Port")

        NumberField {
            width: 120
            value: root.serving.port
            from: 1024
            to: 65535
            decimals: 0
            label: qsTr("Port")
            enabled: !root.serving.on
            onEdited: (value) => root.serving.port = value
        }
    }
    ServingSecret {
        Layout.fillWidth: true
        visible: root.serving.on
        name: qsTr("Address")
        value: root.serving.address
        onCopyRequested: root.serving.copy(root.serving.address)
    }
    ServingSecret {
        Layout.fillWidth: true
        visible: root.serving.on
        name: qsTr("Key")
        value: root.serving.key
        secret: true
        onCopyRequested: root.serving.copy(root.serving.key)

        IconButton {
            icon.name: "reset"
            text: qsTr("Make a new key; the old one stops working")
            onClicked: root.serving.renewKey()
        }
    }
    AppText {
        Layout.fillWidth: true
        text: root.serving.on ? qsTr("%1 %2").arg(root.serving.statusText).arg(qsTr("%n model(s) can be asked for.", "", root.serving.offered)) : root.serving.statusText
        tone: root.serving.on ? AppText.Tone.Live : AppText.Tone.Quiet
        kind: AppText.Kind.Label
        wrapMode: Text.Wrap
    }
    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        text: root.serving.problem
        tone: AppText.Tone.Danger
        kind: AppText.Kind.Label
        wrapMode: Text.Wrap
    }
}
