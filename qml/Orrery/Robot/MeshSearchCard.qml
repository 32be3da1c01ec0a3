// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// Says that mesh files were not found, and asks where they are.
Card {
    id: root

    required property int missing

    signal folderRequested

    visible: missing > 0

    ColumnLayout {
        width: parent.width
        spacing: Theme.spacingS

        AppText {
            Layout.fillWidth: true
            text: qsTr("%n mesh file(s) could not be found.", "", root.missing)
            wrapMode: Text.WordWrap
        }
        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            tone: AppText.Tone.Quiet
            text: qsTr("Show the folder they are in, or the one that holds the robot's packages. It is remembered.")
            wrapMode: Text.WordWrap
        }
        AppButton {
            icon.name: "folder-open"
            text: qsTr("Choose a folder…")
            onClicked: root.folderRequested()
        }
    }
}
