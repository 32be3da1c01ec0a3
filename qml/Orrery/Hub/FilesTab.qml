// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme
import Orrery.Controls
import Orrery.Hub

/// Its files as a tree: how large, what the scanners said, what can run code.
ColumnLayout {
    id: root

    required property RepositoryController repository

    spacing: Theme.spacingS

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingM

        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            text: root.repository.files.count > 0 ? root.repository.filesText : ""
            tone: AppText.Tone.Quiet
        }

        AppButton {
            icon.name: "download"
            text: qsTr("Download all files")
            visible: root.repository.files.count > 0
            onClicked: root.repository.downloadAll()
        }
    }

    NoticeStrip {
        Layout.fillWidth: true
        iconName: "warning"
        objectName: "pickleNotice"
        text: root.repository.anyPickle ? qsTr("Some of these formats can run code when a program loads them. Orrery never opens them.") : ""
        tone: AppText.Tone.Caution
    }

    ListView {
        id: list

        Accessible.name: qsTr("Files")
        Accessible.role: Accessible.Tree
        Keys.onEnterPressed: root.repository.files.toggle(currentIndex)
        Keys.onReturnPressed: root.repository.files.toggle(currentIndex)
        Keys.onSpacePressed: root.repository.files.toggle(currentIndex)
        Layout.fillHeight: true
        Layout.fillWidth: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        currentIndex: -1
        keyNavigationEnabled: true
        model: root.repository.files
        reuseItems: true
        onActiveFocusChanged: if (activeFocus && currentIndex < 0) currentIndex = 0

        T.ScrollBar.vertical: AppScrollBar {}

        delegate: FileRow {
            width: ListView.view.width
            current: ListView.isCurrentItem && ListView.view.activeFocus
            onToggled: root.repository.files.toggle(index)
            onDownloadRequested: root.repository.downloadFile(path)
        }

        NothingHere {
            text: root.repository.files.count > 0 || root.repository.busy ? ""
                : root.repository.hasPage ? qsTr("It has no files.") : qsTr("Its files have not been listed yet. They will be, once there is a network.")
        }
    }
}
