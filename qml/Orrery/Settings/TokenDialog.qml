// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls

/// Asks for the token of one Hub.
AppDialog {
    id: root

    property string url
    property string name
    readonly property string token: field.text

    title: qsTr("Token for %1").arg(name)
    text: qsTr("Make a read-only token on the Hub's settings page and paste it here. It is sent to %1 and nowhere else.").arg(url)
    acceptText: qsTr("Keep it")
    acceptable: field.text.trim() !== ""
    onAboutToShow: field.clear()

    AppTextField {
        id: field
        Layout.fillWidth: true
        label: qsTr("Token")
        placeholderText: qsTr("hf_…")
        echoMode: TextInput.Password
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
    }
}
