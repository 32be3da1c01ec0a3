// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Settings

/// Where the meshes of robots may lie: the folders that were pointed out when some were missing.
FormGroup {
    id: root

    required property AppSettings settings

    function remove(index: int): void {
        root.settings.removeRobotFolder(root.settings.robotFolders[index]);
        // The keyboard goes on where it was.
        if (list.count > 0)
            (list.itemAt(Math.min(index, list.count - 1)) as MeshFolderRow).focusButton();
    }

    title: qsTr("Robots")

    AppText {
        Layout.fillWidth: true
        text: list.count > 0
              ? qsTr("Meshes that a robot does not have with it are looked for in these folders.")
              : qsTr("Meshes are looked for beside their robot. Folders you choose when some are missing are remembered here.")
        kind: AppText.Kind.Label
        tone: AppText.Tone.Quiet
        wrapMode: Text.WordWrap
    }
    Repeater {
        id: list

        model: root.settings.robotFolders

        MeshFolderRow {
            required property string modelData
            required property int index

            folder: modelData
            onRemoveRequested: root.remove(index)
        }
    }
}
