// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Settings

/// One Hub: its address, whose token it gets, and what can be changed.
ColumnLayout {
    id: root

    required property HubAccounts accounts
    required property string name
    required property string url
    required property string tokenText
    required property string accountText
    required property string problem
    required property bool hasOwnToken
    required property bool checking
    required property bool removable

    signal tokenRequested

    Layout.fillWidth: true
    spacing: Theme.spacingXs

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingS

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            AppText {
                Layout.fillWidth: true
                text: root.name
                elide: Text.ElideRight
            }
            AppText {
                Layout.fillWidth: true
                text: root.url
                mono: true
                kind: AppText.Kind.Caption
                tone: AppText.Tone.Quiet
                elide: Text.ElideMiddle
            }
            AppText {
                Layout.fillWidth: true
                text: root.accountText === "" ? root.tokenText : qsTr("%1. %2").arg(root.accountText).arg(root.tokenText)
                kind: AppText.Kind.Label
                tone: AppText.Tone.Quiet
                wrapMode: Text.WordWrap
            }
        }
        AppButton {
            text: root.hasOwnToken ? qsTr("Replace token…") : qsTr("Enter token…")
            onClicked: root.tokenRequested()
        }
        AppButton {
            visible: root.hasOwnToken
            text: qsTr("Forget token")
            onClicked: root.accounts.forgetToken(root.url)
        }
        AppButton {
            text: root.checking ? qsTr("Asking…") : qsTr("Check")
            enabled: !root.checking
            onClicked: root.accounts.check(root.url)
        }
        IconButton {
            visible: root.removable
            icon.name: "trash"
            text: qsTr("Take %1 off the list").arg(root.name)
            onClicked: root.accounts.removeEndpoint(root.url)
        }
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
