// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Jobs
import "parts.js" as Parts

/// How the downloads of one repository get on.
ColumnLayout {
    id: root

    required property DownloadsModel downloads
    required property string kind
    required property string repo

    spacing: Theme.spacingXs
    visible: implicitHeight > 0

    Repeater {
        model: root.downloads

        RowLayout {
            id: row

            required property double downloadId
            required property string kind
            required property string repo
            required property string detail
            required property int state
            required property string stateText
            required property double progress
            required property string sizeText
            required property string speedText
            required property string timeLeftText

            readonly property bool going: state !== DownloadsModel.Done && state !== DownloadsModel.Cancelled

            Layout.fillWidth: true
            spacing: Theme.spacingM
            visible: going && row.kind === root.kind && row.repo === root.repo

            AppProgressBar {
                Layout.fillWidth: true
                detail: Parts.join([row.sizeText, row.speedText, row.timeLeftText], ", ")
                label: qsTr("%1: %2", "state, what").arg(row.stateText).arg(row.detail)
                value: row.progress
            }

            IconButton {
                icon.name: row.state === DownloadsModel.Paused || row.state === DownloadsModel.Failed ? "play" : "pause"
                text: row.state === DownloadsModel.Paused || row.state === DownloadsModel.Failed ? qsTr("Go on") : qsTr("Pause")
                onClicked: {
                    if (row.state === DownloadsModel.Paused || row.state === DownloadsModel.Failed)
                        root.downloads.resume(row.downloadId);
                    else
                        root.downloads.pause(row.downloadId);
                }
            }
        }
    }
}
