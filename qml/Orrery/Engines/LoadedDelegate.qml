// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Engines

/// One model in memory, or one that failed.
RowLayout {
    id: root

    required property int index
    required property string title
    required property string stateText
    required property string detail
    required property bool ready
    required property bool failed
    required property bool busy

    signal unloadRequested
    signal logRequested

    Layout.fillWidth: true
    spacing: Theme.spacingM

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 2

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingS

            AppText {
                Layout.fillWidth: true
                text: root.title
                elide: Text.ElideRight
            }
            StatusChip {
                text: root.stateText
                iconName: root.failed ? "error" : root.busy ? "clock" : "model"
                tone: root.failed ? AppText.Tone.Danger : root.ready ? AppText.Tone.Live : AppText.Tone.Quiet
            }
        }
        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: root.detail
            tone: AppText.Tone.Quiet
            kind: AppText.Kind.Label
            wrapMode: Text.Wrap
        }
    }
    IconButton {
        icon.name: "file"
        text: qsTr("Show what its engine wrote")
        onClicked: root.logRequested()
    }
    IconButton {
        visible: !root.failed
        icon.name: "close"
        text: qsTr("Unload %1").arg(root.title)
        onClicked: root.unloadRequested()
    }
}
