// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls

/// Asks for the key of one server.
AppDialog {
    id: root

    property string url
    property string name
    readonly property string key: field.text

    title: qsTr("Key for %1").arg(name)
    text: qsTr("It is sent to %1 and nowhere else. Leave it empty to forget the one that is kept.").arg(url)
    acceptText: qsTr("Keep it")
    onAboutToShow: field.clear()
    onOpened: field.forceActiveFocus(Qt.TabFocusReason)

    AppTextField {
        id: field
        Layout.fillWidth: true
        label: qsTr("Key")
        placeholderText: qsTr("Key")
        echoMode: TextInput.Password
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
    }
}
