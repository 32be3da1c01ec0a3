// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls

/// Files dragged onto the window: says what will happen, then hands them over.
DropArea {
    id: root

    signal fileDropped(url file)

    anchors.fill: parent
    keys: ["text/uri-list"]
    onDropped: (drop) => {
        if (drop.urls.length > 0)
            root.fileDropped(drop.urls[0]);
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
}
