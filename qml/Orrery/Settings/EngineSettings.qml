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
    FormRow {
        title: qsTr("Unused models leave memory after")
        text: qsTr("They are loaded again when somebody asks them something.")

        AppComboBox {
            readonly property var minutes: [5, 15, 60, 0]

            label: qsTr("Unused models leave memory after")
            model: [qsTr("5 minutes"), qsTr("15 minutes"), qsTr("1 hour"), qsTr("Never")]
            currentIndex: Math.max(0, minutes.indexOf(root.settings.modelIdleMinutes))
            onActivated: (index) => root.settings.modelIdleMinutes = minutes[index]
        }
    }
    FormRow {
        title: qsTr("Processor threads of each engine")
        text: qsTr("0: one less than there are cores, so that the window stays quick. The Measure page finds the best number.")

        NumberField {
            width: 120
            value: root.settings.engineThreads
            from: 0
            to: 256
            decimals: 0
            label: qsTr("Processor threads of each engine")
            onEdited: (value) => root.settings.engineThreads = value
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
