// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Telemetry
import Orrery.Theme

/// The list of takes.
ColumnLayout {
    id: root

    required property TakeList takes
    required property PlaybackController playback

    property string renaming: ""

    spacing: Theme.spacingXs

    RowLayout {
        Layout.fillWidth: true
        spacing: 0

        AppText {
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            strong: true
            text: root.takes.count === 0 ? qsTr("Takes") : qsTr("Takes (%1)").arg(root.takes.count)
        }
        IconButton {
            icon.name: "folder-open"
            iconSize: 18
            text: qsTr("Open a recording (.mcap)")
            onClicked: openDialog.open()
        }
    }
    ListView {
        id: list

        Accessible.name: qsTr("Takes")
        Accessible.role: Accessible.List
        Layout.fillHeight: true
        Layout.fillWidth: true
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: root.takes
        objectName: "takeList"
        reuseItems: true
        T.ScrollBar.vertical: AppScrollBar {}

        delegate: TakeRow {
            compared: file === root.playback.comparedFile
            comparable: root.playback.file !== ""
            current: file === root.playback.file
            renaming: root.renaming === file
            width: ListView.view.width - Theme.spacingS
            onClicked: root.playback.open(file)
            onCompareRequested: root.playback.compareWith(compared ? "" : file)
            onMenuRequested: item => {
                menu.file = file;
                menu.popup(item, 0, item.height);
            }
            onRenamed: name => root.takes.rename(root.takes.rowOf(file), name)
            onRenamingEnded: root.renaming = ""
        }

        AppText {
            anchors.centerIn: parent
            horizontalAlignment: Text.AlignHCenter
            kind: AppText.Kind.Label
            text: qsTr("Nothing recorded yet. Record a take, keep the last minutes, or open a recording.")
            tone: AppText.Tone.Quiet
            visible: root.takes.count === 0
            width: parent.width - Theme.spacingL
            wrapMode: Text.Wrap
        }
    }

    AppMenu {
        id: menu

        property string file: ""
        readonly property int row: root.takes.rowOf(file)

        AppMenuItem {
            icon.name: "edit"
            text: qsTr("Rename")
            onTriggered: root.renaming = menu.file
        }
        AppMenuItem {
            icon.name: "download"
            text: qsTr("Save as CSV…")
            onTriggered: {
                csvDialog.file = menu.file;
                csvDialog.selectedFile = root.takes.csvFor(menu.row);
                csvDialog.open();
            }
        }
        AppMenuItem {
            icon.name: "folder"
            text: qsTr("Show the folder")
            onTriggered: Qt.openUrlExternally(root.takes.folder)
        }
        AppMenuSeparator {}
        AppMenuItem {
            dangerous: true
            icon.name: "trash"
            text: qsTr("Delete")
            onTriggered: root.takes.remove(menu.row)
        }
    }
    FileDialog {
        id: openDialog

        nameFilters: [qsTr("Recordings (*.mcap)"), qsTr("All files (*)")]
        title: qsTr("Open a recording")
        onAccepted: root.playback.openUrl(selectedFile)
    }
    FileDialog {
        id: csvDialog

        property string file: ""

        defaultSuffix: "csv"
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("Tables (*.csv)")]
        title: qsTr("Save as CSV")
        onAccepted: root.takes.exportCsv(root.takes.rowOf(file), selectedFile)
    }
}
