// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Engines

/// Servers somebody else runs, to hold conversations with their models.
FormGroup {
    id: root

    required property ServerAccounts servers

    title: qsTr("Other servers")

    AppText {
        Layout.fillWidth: true
        text: qsTr("Any OpenAI-compatible server: a machine in the next room, a company's cluster, a provider. What you write to its models leaves this computer.")
        tone: AppText.Tone.Quiet
        wrapMode: Text.Wrap
    }
    Repeater {
        model: root.servers

        ServerDelegate {
            servers: root.servers
            onKeyRequested: {
                keyDialog.url = url;
                keyDialog.name = name;
                keyDialog.open();
            }
        }
    }
    AppButton {
        icon.name: "plus"
        text: qsTr("Add a server")
        onClicked: addDialog.open()
    }

    ServerDialog {
        id: addDialog
        servers: root.servers
    }
    ServerKeyDialog {
        id: keyDialog
        onAccepted: root.servers.setKey(url, key)
    }
}
