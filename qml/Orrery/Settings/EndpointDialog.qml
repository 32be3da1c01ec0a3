// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Settings

/// Asks for another Hub's name and address.
AppDialog {
    id: root

    required property HubAccounts accounts
    property string problem: ""

    title: qsTr("Add a Hub")
    text: qsTr("A mirror, or your company's own. It stands beside the others on the Explore page; each gets only its own token.")
    acceptText: qsTr("Add")
    acceptable: address.text.trim() !== ""
    onAboutToShow: {
        if (problem !== "")
            return;
        name.clear();
        address.clear();
    }
    onRejected: problem = ""
    onAccepted: {
        problem = accounts.addEndpoint(name.text, address.text);
        if (problem !== "")
            open();
    }

    AppTextField {
        id: name
        Layout.fillWidth: true
        placeholderText: qsTr("Name, for example your company's")
    }
    AppTextField {
        id: address
        Layout.fillWidth: true
        placeholderText: qsTr("https://…")
        label: qsTr("Address")
        invalid: root.problem !== ""
        inputMethodHints: Qt.ImhUrlCharactersOnly
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
