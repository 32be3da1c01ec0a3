// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Engines

/// One server: where it is, how it is, and its key.
ColumnLayout {
    id: root

    required property ServerAccounts servers
    required property string name
    required property string url
    required property string keyText
    required property bool hasKey
    required property string healthText
    required property string modelsText
    required property string problem
    required property bool checking

    readonly property var facts: [keyText, healthText]

    signal keyRequested

    Layout.fillWidth: true
    spacing: Theme.spacingXs

    Separator {
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.spacingS
    }
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
        }
        AppButton {
            text: qsTr("Check")
            busy: root.checking
            onClicked: root.servers.check(root.url)
        }
        AppButton {
            text: root.hasKey ? qsTr("Replace key…") : qsTr("Enter key…")
            onClicked: root.keyRequested()
        }
        IconButton {
            icon.name: "trash"
            text: qsTr("Take %1 off the list").arg(root.name)
            onClicked: root.servers.remove(root.url)
        }
    }
    AppText {
        Layout.fillWidth: true
        text: root.facts.filter(part => part !== "").join(" · ")
        kind: AppText.Kind.Label
        tone: AppText.Tone.Quiet
        wrapMode: Text.Wrap
    }
    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        text: root.modelsText
        kind: AppText.Kind.Label
        tone: AppText.Tone.Quiet
        wrapMode: Text.Wrap
    }
    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        text: root.problem
        kind: AppText.Kind.Label
        tone: AppText.Tone.Danger
        wrapMode: Text.Wrap
    }
}
