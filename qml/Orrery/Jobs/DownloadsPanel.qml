// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Jobs

/// All downloads, as a sheet over any page.
Sheet {
    id: root

    required property DownloadsModel downloads

    /// In bytes a second, as the box below offers them; 0: as fast as it goes.
    readonly property var limits: [0, 1e6, 5e6, 20e6, 50e6]

    /// A finished one is to be looked at.
    signal openRequested(string kind, string repo, string folder)

    title: qsTr("Downloads")

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.spacingM

        RowLayout {
            Layout.fillWidth: true
            visible: root.downloads.count > 0
            spacing: Theme.spacingM

            AppText {
                Layout.fillWidth: true
                text: root.downloads.summaryText
                tone: AppText.Tone.Quiet
                elide: Text.ElideRight
            }
            AppButton {
                kind: AppButton.Kind.Quiet
                text: qsTr("Clear finished")
                visible: root.downloads.count > root.downloads.activeCount
                onClicked: root.downloads.clearFinished()
            }
        }
        ListView {
            id: list
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: root.downloads.count > 0
            clip: true
            spacing: Theme.spacingM
            model: root.downloads
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: root.title

            delegate: DownloadDelegate {
                id: row
                required property string kind
                required property string snapshot

                width: list.width
                downloads: root.downloads
                onOpened: root.openRequested(row.kind, row.repo, row.snapshot)
            }
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: root.downloads.count === 0

            EmptyState {
                anchors.centerIn: parent
                width: parent.width
                iconName: "download"
                title: qsTr("No downloads")
                text: qsTr("What you download on the Explore page shows here, and goes on by itself after a break.")
            }
        }
        SectionHeader {
            Layout.fillWidth: true
            kind: AppText.Kind.Body
            title: qsTr("Speed limit")
            text: qsTr("Over all downloads together.")

            AppComboBox {
                label: qsTr("Speed limit")
                model: [qsTr("None"), qsTr("1 MB/s"), qsTr("5 MB/s"), qsTr("20 MB/s"), qsTr("50 MB/s")]
                currentIndex: Math.max(0, root.limits.indexOf(root.downloads.bandwidth))
                onActivated: (index) => root.downloads.bandwidth = root.limits[index]
            }
        }
    }
}
