// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Telemetry
import Orrery.Theme

/// Begins and ends takes, and keeps the last minutes.
RowLayout {
    id: root

    required property RecordController record
    /// There is little room: icons instead of words where they will do.
    property bool narrow: false

    spacing: Theme.spacingS

    AppButton {
        Accessible.description: root.record.recording ? qsTr("Ends the take and saves it") : qsTr("Begins a take; what the robot does goes into a file")
        enabled: root.record.available
        icon.name: root.record.recording ? "stop" : "record"
        kind: root.record.recording ? AppButton.Kind.Primary : AppButton.Kind.Secondary
        objectName: "recordButton"
        text: root.record.recording ? qsTr("End the take") : qsTr("Record")
        onClicked: root.record.recording ? root.record.stop() : root.record.start()
    }
    AppText {
        Accessible.name: qsTr("Recorded: %1, %2").arg(root.record.elapsedText).arg(root.record.sizeText)
        kind: AppText.Kind.Label
        objectName: "elapsed"
        text: root.narrow ? root.record.elapsedText : qsTr("%1, %2").arg(root.record.elapsedText).arg(root.record.sizeText)
        tone: AppText.Tone.Live
        visible: root.record.recording
    }
    AppButton {
        id: keep

        Accessible.description: keepTip.text
        busy: root.record.keeping
        enabled: root.record.available
        kind: AppButton.Kind.Quiet
        objectName: "keepButton"
        text: qsTr("Keep the last 10 minutes")
        visible: !root.narrow
        onClicked: root.record.keepRing()

        AppToolTip {
            id: keepTip

            text: qsTr("Saves what the robot just did; there is %1 of it").arg(root.record.ringText)
            visible: keep.hovered || keep.visualFocus
        }
    }
    IconButton {
        enabled: root.record.available && !root.record.keeping
        icon.name: "clock"
        text: qsTr("Keep the last 10 minutes")
        visible: root.narrow
        onClicked: root.record.keepRing()
    }
}
