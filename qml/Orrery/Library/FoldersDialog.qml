// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Library

/// Which folders the library looks into.
AppDialog {
    id: root

    required property LibraryController library

    signal addRequested

    title: qsTr("Where the library looks")
    text: qsTr("Always: the Hub cache at %1, and the folders of LM Studio and Ollama where they exist.").arg(library.cacheFolder)
    acceptText: qsTr("Done")
    rejectText: ""

    Repeater {
        model: root.library.folders

        RowLayout {
            id: folder
            required property string modelData

            Layout.fillWidth: true
            spacing: Theme.spacingS

            AppText {
                Layout.fillWidth: true
                text: folder.modelData
                mono: true
                kind: AppText.Kind.Label
                elide: Text.ElideMiddle
            }
            IconButton {
                icon.name: "close"
                text: qsTr("No longer look into %1").arg(folder.modelData)
                onClicked: root.library.removeFolder(folder.modelData)
            }
        }
    }
    AppButton {
        text: qsTr("Add a folder…")
        icon.name: "plus"
        onClicked: root.addRequested()
    }
}
