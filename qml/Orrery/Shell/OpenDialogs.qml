// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Dialogs

/// The window's own file dialogs.
Item {
    id: root

    required property Main shell

    readonly property var robotFilters: [qsTr("Robot descriptions (*.urdf *.xacro *.sdf *.zip *.xml *.URDF)"), qsTr("All files (*)")]

    function openRobot(): void { robotDialog.open() }
    function openRobotBeside(): void { besideDialog.open() }
    function openModel(): void { modelDialog.open() }
    function openMeshFolder(): void { meshFolderDialog.open() }

    FileDialog {
        id: robotDialog
        title: qsTr("Open a robot")
        nameFilters: root.robotFilters
        onAccepted: root.shell.openFile(selectedFile)
    }
    FileDialog {
        id: besideDialog
        title: qsTr("Put another robot on the stage")
        nameFilters: root.robotFilters
        onAccepted: root.shell.stageRobots.add(selectedFile)
    }
    FolderDialog {
        id: meshFolderDialog
        title: qsTr("Where the robot's meshes are")
        onAccepted: {
            root.shell.settings.addRobotFolder(selectedFolder);
            root.shell.robot.retry();
        }
    }
    FileDialog {
        id: modelDialog
        title: qsTr("Open a model")
        nameFilters: [qsTr("Models (*.gguf)"), qsTr("All files (*)")]
        onAccepted: root.shell.tryModel(selectedFile)
    }
}
