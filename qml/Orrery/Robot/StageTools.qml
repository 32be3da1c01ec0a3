// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls

/// The small pill at the top of the stage.
Rectangle {
    id: root

    signal frameRequested
    signal homeRequested
    signal exportRequested

    implicitWidth: tools.implicitWidth + 2 * Theme.spacingXs
    implicitHeight: tools.implicitHeight + 2 * Theme.spacingXs
    radius: height / 2
    color: Theme.palette.raised
    border.color: Theme.palette.line
    border.width: Theme.lineWidth

    Row {
        id: tools
        anchors.centerIn: parent

        IconButton {
            icon.name: "frame-fit"
            text: qsTr("Show the whole robot")
            shortcutText: "F"
            onClicked: root.frameRequested()
        }
        IconButton {
            icon.name: "home-pose"
            text: qsTr("Move to the home pose")
            onClicked: root.homeRequested()
        }
        IconButton {
            icon.name: "camera"
            text: qsTr("Save a picture or a film")
            onClicked: root.exportRequested()
        }
    }

    Shortcut { sequences: ["F"]; onActivated: root.frameRequested(); enabled: root.visible }
}
