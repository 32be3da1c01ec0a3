// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// How far the picture or film is, and how the last one ended.
Card {
    id: root

    required property ExportController exporter

    visible: exporter.busy || exporter.problem !== "" || exporter.saved !== ""
    Accessible.role: Accessible.AlertMessage
    Accessible.name: message.text

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.spacingS

        AppText {
            id: message

            Layout.fillWidth: true
            visible: !root.exporter.busy
            wrapMode: Text.Wrap
            maximumLineCount: 6
            elide: Text.ElideRight
            tone: root.exporter.problem !== "" ? AppText.Tone.Caution : AppText.Tone.Normal
            text: root.exporter.busy ? qsTr("Drawing")
                : root.exporter.problem !== "" ? qsTr("Nothing was saved. %1").arg(root.exporter.problem)
                : qsTr("Saved to %1").arg(root.exporter.saved)
        }
        AppProgressBar {
            Layout.fillWidth: true
            visible: root.exporter.busy
            value: root.exporter.progress
            indeterminate: root.exporter.progress === 0
            label: indeterminate ? qsTr("Reading the robot") : qsTr("Drawing")
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingM

            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Label
                tone: AppText.Tone.Quiet
                wrapMode: Text.Wrap
                text: root.exporter.busy ? root.exporter.detail : ""
            }
            AppButton {
                visible: !root.exporter.busy && root.exporter.saved !== ""
                kind: AppButton.Kind.Quiet
                icon.name: "folder-open"
                text: qsTr("Show the folder")
                onClicked: Qt.openUrlExternally(root.exporter.savedFolder)
            }
            AppButton {
                text: root.exporter.busy ? qsTr("Cancel") : qsTr("Close")
                onClicked: root.exporter.busy ? root.exporter.cancel() : root.exporter.dismiss()
            }
        }
    }
}
