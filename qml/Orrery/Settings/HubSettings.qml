// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Settings

/// Which Hubs are browsed, and with whose token.
FormGroup {
    id: root

    required property HubAccounts accounts

    title: qsTr("Hubs")

    Repeater {
        model: root.accounts

        EndpointRow {
            accounts: root.accounts
            onTokenRequested: {
                tokenDialog.url = url;
                tokenDialog.name = name;
                tokenDialog.open();
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingM

        AppText {
            Layout.fillWidth: true
            text: root.accounts.keptText
            kind: AppText.Kind.Label
            tone: AppText.Tone.Quiet
            wrapMode: Text.WordWrap
        }
        AppButton {
            text: qsTr("Add a Hub…")
            icon.name: "plus"
            onClicked: endpointDialog.open()
        }
    }

    TokenDialog {
        id: tokenDialog
        onAccepted: root.accounts.setToken(url, token)
    }
    EndpointDialog {
        id: endpointDialog
        accounts: root.accounts
    }
}
