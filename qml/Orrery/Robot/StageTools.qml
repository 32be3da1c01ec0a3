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
    signal undoRequested
    signal redoRequested

    property bool canUndo: false
    property bool canRedo: false
    signal timelineRequested

    property bool timelineShown: false
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
            objectName: "undoPose"
            enabled: root.canUndo
            icon.name: "undo"
            text: qsTr("Take the last move back")
            shortcutText: "Ctrl+Z"
            onClicked: root.undoRequested()
        }
        IconButton {
            objectName: "redoPose"
            enabled: root.canRedo
            icon.name: "redo"
            text: qsTr("Take that move again")
            shortcutText: "Ctrl+Shift+Z"
            onClicked: root.redoRequested()
        }
        IconButton {
            checked: root.timelineShown
            icon.name: "trend"
            objectName: "timelineButton"
            text: root.timelineShown ? qsTr("Hide recordings and curves") : qsTr("Recordings and curves")
            shortcutText: "T"
            onClicked: root.timelineRequested()
        }
        IconButton {
            icon.name: "camera"
            objectName: "exportButton"
            text: qsTr("Save a picture or a film")
            onClicked: root.exportRequested()
        }
    }

    Shortcut { sequences: ["F"]; onActivated: root.frameRequested(); enabled: root.visible }
    Shortcut { sequences: ["Ctrl+Z"]; onActivated: root.undoRequested(); enabled: root.visible && root.canUndo }
    Shortcut { sequences: ["Ctrl+Shift+Z", "Ctrl+Y"]; onActivated: root.redoRequested(); enabled: root.visible && root.canRedo }
    Shortcut { sequences: ["T"]; onActivated: root.timelineRequested(); enabled: root.visible }
}
