// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// One large thing to do: an icon, what it is called, what happens.
ActionCard {
    id: root

    required property string iconName
    required property string description
    /// The one to begin with.
    property bool primary: false

    Accessible.description: description

    padding: Theme.spacingM

    RowLayout {
        anchors.fill: parent
        spacing: Theme.spacingL

        Rectangle {
            Layout.alignment: Qt.AlignVCenter
            implicitWidth: 52
            implicitHeight: 52
            radius: 26
            color: root.primary ? Theme.palette.accent : Theme.palette.sunken

            Icon {
                anchors.centerIn: parent
                name: root.iconName
                size: 26
                color: root.primary ? Theme.palette.accentText : Theme.palette.accent
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingXs

            AppText {
                Layout.fillWidth: true
                text: root.text
                kind: AppText.Kind.Title
            }
            AppText {
                Layout.fillWidth: true
                text: root.description
                kind: AppText.Kind.Label
                tone: AppText.Tone.Quiet
                wrapMode: Text.WordWrap
            }
        }
        Icon {
            name: "chevron-right"
            color: Theme.palette.quiet
        }
    }
}
