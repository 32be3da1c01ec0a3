// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Jobs

/// One download: what it is, how far it is, and what can be done with it.
Card {
    id: root

    required property double downloadId
    required property string repo
    required property string detail
    required property int state
    required property string stateText
    required property double progress
    required property string sizeText
    required property string speedText
    required property string timeLeftText
    required property string problem
    required property string problemDetail
    required property var files
    required property DownloadsModel downloads

    property bool filesShown: false

    readonly property bool over: state === DownloadsModel.Done || state === DownloadsModel.Failed || state === DownloadsModel.Cancelled
    readonly property bool paused: state === DownloadsModel.Paused

    signal opened

    function joined(first: string, second: string): string {
        return first === "" || second === "" ? first + second : qsTr("%1, %2", "figures side by side").arg(first).arg(second);
    }

    Accessible.name: qsTr("%1, %2, %3").arg(repo).arg(detail).arg(stateText)
    padding: Theme.spacingM

    contentItem: ColumnLayout { // qmllint disable deferred-property-id
        spacing: Theme.spacingS

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingS

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

                AppText {
                    Layout.fillWidth: true
                    text: root.repo
                    strong: true
                    elide: Text.ElideMiddle
                }
                AppText {
                    Layout.fillWidth: true
                    text: root.detail
                    kind: AppText.Kind.Caption
                    tone: AppText.Tone.Quiet
                    elide: Text.ElideMiddle
                }
            }
            AppButton {
                visible: root.state === DownloadsModel.Done
                text: qsTr("Open")
                onClicked: root.opened()
            }
            IconButton {
                visible: !root.over
                icon.name: root.paused ? "play" : "pause"
                text: root.paused ? qsTr("Go on") : qsTr("Pause")
                onClicked: root.paused ? root.downloads.resume(root.downloadId) : root.downloads.pause(root.downloadId)
            }
            IconButton {
                visible: root.state === DownloadsModel.Waiting
                icon.name: "chevron-up"
                text: qsTr("Download this first")
                onClicked: root.downloads.raise(root.downloadId)
            }
            IconButton {
                visible: root.files.length > 1
                icon.name: root.filesShown ? "chevron-up" : "chevron-down"
                text: root.filesShown ? qsTr("Hide the files") : qsTr("Show the files")
                onClicked: root.filesShown = !root.filesShown
            }
            IconButton {
                icon.name: "close"
                text: root.over ? qsTr("Take off the list") : qsTr("Cancel the download")
                onClicked: root.over ? root.downloads.forget(root.downloadId) : root.downloads.cancel(root.downloadId)
            }
        }
        AppProgressBar {
            Layout.fillWidth: true
            visible: !root.over
            indeterminate: root.state === DownloadsModel.Planning
            value: root.progress
            label: root.stateText
            detail: root.joined(root.joined(root.sizeText, root.speedText), root.timeLeftText)
        }
        StatusChip {
            visible: root.state === DownloadsModel.Done
            iconName: "check"
            tone: AppText.Tone.Good
            text: qsTr("Downloaded and checked, %1").arg(root.sizeText)
        }
        ErrorPanel {
            Layout.fillWidth: true
            visible: root.state === DownloadsModel.Failed
            title: qsTr("The download stopped")
            text: root.problem
            details: root.problemDetail
            actionText: qsTr("Try again")
            onActionTriggered: root.downloads.resume(root.downloadId)
        }
        DownloadFiles {
            Layout.fillWidth: true
            visible: root.filesShown
            files: root.filesShown ? root.files : []
        }
    }
}
