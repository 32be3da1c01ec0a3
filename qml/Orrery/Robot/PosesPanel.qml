// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Robot
import Orrery.Theme

/// The poses of this robot as small pictures: the ones it brings and the ones that were kept. A click goes there.
ColumnLayout {
    id: root

    required property PoseController poses

    /// The row that a menu or a dialog is about.
    property int chosen: -1
    property string chosenTitle: ""

    function showMenu(row: int, title: string, item: Item): void {
        chosen = row;
        chosenTitle = title;
        poseMenu.popup(item, 0, item.height);
    }

    spacing: Theme.spacingS

    SectionHeader {
        Layout.fillWidth: true
        title: qsTr("Poses")

        IconButton {
            icon.name: "dice"
            text: qsTr("Move to a random pose")
            onClicked: root.poses.goRandom()
        }
        IconButton {
            objectName: "keepPose"
            icon.name: "plus"
            text: qsTr("Keep this pose")
            onClicked: {
                root.poses.takePicture();
                keepDialog.name = qsTr("Pose %1").arg(root.poses.poses.keptCount + 1);
                keepDialog.open();
            }
        }
        IconButton {
            id: moreButton

            icon.name: "more"
            text: qsTr("Share poses")
            onClicked: shareMenu.popup(moreButton, 0, moreButton.height)
        }
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spacingS

        Repeater {
            model: root.poses.poses

            PoseTile {
                id: tile

                onClicked: root.poses.go(tile.index)
                onMenuRequested: (item) => root.showMenu(tile.index, tile.title, item)
            }
        }
    }

    AppMenu {
        id: poseMenu

        AppMenuItem {
            text: qsTr("Rename")
            icon.name: "edit"
            onTriggered: {
                renameDialog.name = root.chosenTitle;
                renameDialog.open();
            }
        }
        AppMenuItem {
            text: qsTr("Delete")
            icon.name: "trash"
            dangerous: true
            onTriggered: deleteDialog.open()
        }
    }
    AppMenu {
        id: shareMenu

        AppMenuItem {
            text: qsTr("Save kept poses to a file")
            icon.name: "download"
            enabled: root.poses.poses.keptCount > 0
            onTriggered: exportDialog.open()
        }
        AppMenuItem {
            text: qsTr("Add poses from a file")
            icon.name: "folder-open"
            onTriggered: importDialog.open()
        }
    }

    PoseNameDialog {
        id: keepDialog

        title: qsTr("Keep this pose")
        acceptText: qsTr("Keep it")
        onNamed: (name) => root.poses.keep(name)
    }
    PoseNameDialog {
        id: renameDialog

        title: qsTr("Rename %1").arg(root.chosenTitle)
        acceptText: qsTr("Rename")
        onNamed: (name) => root.poses.poses.rename(root.chosen, name)
    }
    AppDialog {
        id: deleteDialog

        title: qsTr("Delete %1?").arg(root.chosenTitle)
        text: qsTr("The pose is deleted for good.")
        dangerous: true
        acceptText: qsTr("Delete")
        acceptIcon: "trash"
        rejectText: qsTr("Keep")
        onAccepted: root.poses.poses.remove(root.chosen)
    }
    FileDialog {
        id: exportDialog

        title: qsTr("Save kept poses")
        fileMode: FileDialog.SaveFile
        defaultSuffix: "json"
        nameFilters: [qsTr("Poses (*.json)")]
        onAccepted: root.poses.exportTo(selectedFile)
    }
    FileDialog {
        id: importDialog

        title: qsTr("Add poses")
        nameFilters: [qsTr("Poses (*.json)"), qsTr("All files (*)")]
        onAccepted: root.poses.importFrom(selectedFile)
    }
}
