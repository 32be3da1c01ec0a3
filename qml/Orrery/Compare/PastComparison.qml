// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Theme

/// A comparison that is kept: what was asked, who answered, how the vote went.
Card {
    id: root

    required property real key
    required property string prompt
    required property string models
    required property string when
    required property string vote
    property bool openable: true

    signal openRequested
    signal exportRequested(suffix: string)
    signal removalRequested

    padding: Theme.spacingM

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.spacingXs

        AppText {
            Layout.fillWidth: true
            maximumLineCount: 2
            text: root.prompt
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
        }
        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Caption
            maximumLineCount: 2
            text: root.models
            textFormat: Text.PlainText
            tone: AppText.Tone.Quiet
            wrapMode: Text.Wrap
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingS

            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Caption
                text: root.vote === "" ? root.when : qsTr("%1 · %2").arg(root.when).arg(root.vote)
                tone: AppText.Tone.Quiet
            }
            AppButton {
                enabled: root.openable
                kind: AppButton.Kind.Quiet
                text: qsTr("Open")
                onClicked: root.openRequested()
            }
            IconButton {
                id: more

                icon.name: "more"
                text: qsTr("More")
                onClicked: menu.open()

                AppMenu {
                    id: menu

                    y: more.height

                    AppMenuItem {
                        icon.name: "file"
                        text: qsTr("Export as Markdown…")
                        onTriggered: root.exportRequested("md")
                    }
                    AppMenuItem {
                        icon.name: "file"
                        text: qsTr("Export as JSON…")
                        onTriggered: root.exportRequested("json")
                    }
                    AppMenuItem {
                        dangerous: true
                        enabled: root.openable
                        icon.name: "trash"
                        text: qsTr("Remove…")
                        onTriggered: root.removalRequested()
                    }
                }
            }
        }
    }
}
