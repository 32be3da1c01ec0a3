// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Theme

/// Who answers in a column: its letter, its name, what differs, and what can be done with it.
RowLayout {
    id: root

    required property string letter
    required property string title
    required property string settings
    required property bool winner
    required property bool running
    required property bool over
    property bool locked: false
    property bool anonymous: false

    signal settingsRequested
    signal duplicateRequested
    signal removeRequested
    signal copyRequested
    signal stopRequested

    spacing: Theme.spacingS

    Rectangle {
        Layout.alignment: Qt.AlignTop
        Layout.preferredHeight: 32
        Layout.preferredWidth: 32
        border.color: root.winner ? Theme.palette.accent : Theme.palette.line
        border.width: Theme.lineWidth
        color: root.winner ? Theme.palette.accent : Theme.palette.sunken
        radius: Theme.radiusControl

        AppText {
            anchors.centerIn: parent
            color: root.winner ? Theme.palette.accentText : Theme.palette.text
            strong: true
            text: root.letter
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        Layout.minimumWidth: 0
        spacing: 0

        AppText {
            Layout.fillWidth: true
            elide: Text.ElideMiddle
            strong: true
            text: root.title
            textFormat: Text.PlainText
        }
        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Caption
            text: root.winner ? qsTr("Voted the better one") : root.settings !== "" ? root.settings : qsTr("usual settings")
            textFormat: Text.PlainText
            tone: root.winner ? AppText.Tone.Accent : AppText.Tone.Quiet
        }
    }
    // A positioner: what appears in it moves the rest at once, also while the page is not laid out.
    Row {
        Layout.alignment: Qt.AlignTop
        spacing: Theme.spacingXs

        IconButton {
            icon.name: "stop"
            text: qsTr("Stop %1").arg(root.letter)
            visible: root.running
            onClicked: root.stopRequested()
        }
        IconButton {
            icon.name: "copy"
            text: qsTr("Copy the answer of %1").arg(root.letter)
            visible: root.over
            onClicked: root.copyRequested()
        }
        IconButton {
            id: more

            enabled: !root.locked
            icon.name: "more"
            text: qsTr("More for %1").arg(root.letter)
            visible: !root.anonymous && !root.running
            onClicked: menu.open()

            AppMenu {
                id: menu

                y: more.height

                AppMenuItem {
                    icon.name: "sliders"
                    text: qsTr("Settings…")
                    onTriggered: root.settingsRequested()
                }
                AppMenuItem {
                    icon.name: "copy"
                    text: qsTr("Once more, with other settings")
                    onTriggered: root.duplicateRequested()
                }
                AppMenuItem {
                    icon.name: "close"
                    text: qsTr("Take it out")
                    onTriggered: root.removeRequested()
                }
            }
        }
    }
}
