// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// Files dragged onto the window: says what will happen, then hands over the one to open. Of several it is the robot's
/// description where there is one alone, as when a robot is picked up together with its meshes; else the first, and a
/// notice says so.
DropArea {
    id: root

    /// What a person should know of the last drop; empty for nothing.
    property string notice

    signal fileDropped(url file)

    function isDescription(file: url): bool {
        return /\.(urdf|xacro|sdf|mjcf|xml)$/i.test(String(file)) && !/\/package\.xml$/i.test(String(file));
    }

    function nameOf(file: url): string {
        return decodeURIComponent(String(file).replace(/\/+$/, "").split("/").pop());
    }

    function open(files: var): void {
        const descriptions = files.filter(file => root.isDescription(file));
        const chosen = descriptions.length === 1 ? descriptions[0] : files[0];
        root.notice = files.length === 1 || descriptions.length === 1
            ? ""
            : qsTr("%1 items were dropped at once. Only the first was opened: %2.").arg(files.length).arg(root.nameOf(chosen));
        root.fileDropped(chosen);
    }

    anchors.fill: parent
    keys: ["text/uri-list"]
    onDropped: (drop) => {
        if (drop.urls.length > 0)
            root.open(Array.from(drop.urls));
    }

    Rectangle {
        anchors.fill: parent
        visible: root.containsDrag
        color: Theme.palette.scrim

        Rectangle {
            anchors.centerIn: parent
            width: Math.min(parent.width - 2 * Theme.spacingHuge, 520)
            height: 160
            radius: Theme.radiusSheet
            color: Theme.palette.raised
            border.color: Theme.palette.accent
            border.width: 2

            AppText {
                anchors.fill: parent
                anchors.margins: Theme.spacingXl
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                wrapMode: Text.WordWrap
                kind: AppText.Kind.Title
                text: qsTr("Drop a robot (its file, folder or .zip) to see it move, or a model (.gguf) to talk to it.")
            }
        }
    }
    NoticeBar {
        // Far from the Stop button, which nothing may cover, and below the stage's tools.
        anchors { horizontalCenter: parent.horizontalCenter; top: parent.top; topMargin: 2 * Theme.targetSize }
        maximumWidth: Math.min(560, root.width - 2 * Theme.spacingXl)
        text: root.notice
        onDismissed: root.notice = ""
    }
}
