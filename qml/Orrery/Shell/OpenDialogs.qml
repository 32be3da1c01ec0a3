// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Dialogs

/// The window's own file dialogs.
Item {
    id: root

    required property Main shell

    function openRobot(): void { robotDialog.open() }
    function openModel(): void { modelDialog.open() }
    function openMeshFolder(): void { meshFolderDialog.open() }

    FileDialog {
        id: robotDialog
        title: qsTr("Open a robot")
        nameFilters: [qsTr("Robot descriptions (*.urdf *.xacro *.sdf *.zip *.xml *.URDF)"), qsTr("All files (*)")]
        onAccepted: root.shell.openFile(selectedFile)
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
