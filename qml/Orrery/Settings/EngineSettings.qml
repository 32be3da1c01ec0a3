// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Settings

FormGroup {
    id: root

    required property AppSettings settings
    /// What was found, in words; from the engine's doctor.
    required property string engineReport

    signal checkRequested

    title: qsTr("Engine and network")

    FormRow {
        title: qsTr("Work offline")
        text: qsTr("No connection leaves this machine. Models and robots on it work as always.")

        AppSwitch {
            checked: root.settings.offline
            Accessible.name: qsTr("Work offline")
            onToggled: root.settings.offline = checked
        }
    }
    FormRow {
        title: qsTr("Engine")
        text: qsTr("A llama-server program or a runtime folder. Empty: Orrery looks in its own folder, then on PATH.")

        AppTextField {
            width: 300
            text: root.settings.enginePath
            placeholderText: qsTr("Found automatically")
            label: qsTr("Engine")
            onEditingFinished: {
                root.settings.enginePath = text.trim();
                root.checkRequested();
            }
        }
    }
    AppText {
        Layout.fillWidth: true
        text: root.engineReport
        tone: AppText.Tone.Quiet
        kind: AppText.Kind.Label
        wrapMode: Text.WordWrap
    }
}
