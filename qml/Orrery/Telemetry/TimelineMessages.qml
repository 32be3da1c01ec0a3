// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Telemetry
import Orrery.Theme

/// What there is to know or to undo, one thing at a time, the most pressing first.
RowLayout {
    id: root

    required property TelemetryController telemetry

    readonly property RecordController record: telemetry.record
    readonly property PlaybackController playback: telemetry.playback
    readonly property TakeList takes: telemetry.takes
    readonly property string trouble: record.problem || takes.problem || playback.problem
    readonly property string news: takes.deleted !== "" ? qsTr("“%1” was deleted.").arg(takes.deleted)
        : record.saved !== "" ? qsTr("Saved: %1").arg(record.saved.replace(/^.*\//, "").replace(/\.mcap$/, "")) : takes.notice || playback.warning
    readonly property string text: trouble || news

    function dismiss(): void {
        record.dismiss();
        takes.dismiss();
        playback.dismiss();
    }

    spacing: Theme.spacingS
    visible: text !== ""

    Icon {
        color: root.trouble !== "" ? Theme.palette.caution : Theme.palette.quiet
        name: root.trouble !== "" || root.text === root.playback.warning ? "warning" : "info"
        size: 16
    }
    AppText {
        Accessible.name: text
        Accessible.role: Accessible.AlertMessage
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        maximumLineCount: 2
        elide: Text.ElideRight
        objectName: "message"
        text: root.text
        wrapMode: Text.Wrap
    }
    AppButton {
        kind: AppButton.Kind.Quiet
        objectName: "undoButton"
        text: qsTr("Put it back")
        visible: root.trouble === "" && root.takes.deleted !== ""
        onClicked: root.takes.putBack()
    }
    IconButton {
        icon.name: "close"
        iconSize: 16
        text: qsTr("Put this away")
        visible: root.text !== root.playback.warning
        onClicked: root.dismiss()
    }
}
