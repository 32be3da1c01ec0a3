// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Engines

/// Asks for a server's name, address and key.
AppDialog {
    id: root

    required property ServerAccounts servers
    property string problem: ""

    title: qsTr("Add a server")
    text: qsTr("Its address as its documentation gives it, mostly ending in /\u2060v1. The key is kept in the keyring and goes to this server alone.")
    acceptText: qsTr("Add")
    acceptable: address.text.trim() !== ""
    onAboutToShow: {
        if (problem !== "")
            return;
        name.clear();
        address.clear();
        key.clear();
    }
    onOpened: (problem === "" ? name : address).forceActiveFocus(Qt.TabFocusReason)
    onRejected: problem = ""
    onAccepted: {
        problem = servers.add(name.text, address.text, key.text);
        if (problem !== "")
            open();
    }

    AppTextField {
        id: name
        Layout.fillWidth: true
        placeholderText: qsTr("Name, for example the machine's")
    }
    AppTextField {
        id: address
        Layout.fillWidth: true
        placeholderText: qsTr("https://…/v1")
        label: qsTr("Address")
        invalid: root.problem !== ""
        inputMethodHints: Qt.ImhUrlCharactersOnly
    }
    AppTextField {
        id: key
        Layout.fillWidth: true
        placeholderText: qsTr("Key, if it asks for one")
        echoMode: TextInput.Password
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
    }
    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        text: root.problem
        kind: AppText.Kind.Label
        tone: AppText.Tone.Danger
        wrapMode: Text.WordWrap
    }
}
