// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// Time, gravity and base of a physics simulation.
ColumnLayout {
    id: root

    required property SimulationController simulation

    spacing: Theme.spacingS

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingS

        AppButton {
            Layout.fillWidth: true
            icon.name: root.simulation.paused ? "play" : "pause"
            text: root.simulation.paused ? qsTr("Go on") : qsTr("Pause")
            onClicked: root.simulation.paused = !root.simulation.paused
        }
        AppButton {
            Layout.fillWidth: true
            enabled: root.simulation.paused
            text: qsTr("Step")
            Accessible.description: qsTr("One step of the simulation, a millisecond, while it is paused.")
            onClicked: root.simulation.step()
        }
        AppButton {
            Layout.fillWidth: true
            icon.name: "reset"
            text: qsTr("Reset")
            Accessible.description: qsTr("Begins the simulation anew, in the pose in which it began.")
            onClicked: root.simulation.reset()
        }
    }
    RowLayout {
        Layout.fillWidth: true

        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            tone: AppText.Tone.Live
            text: qsTr("%1 s simulated").arg(root.simulation.time.toFixed(root.simulation.paused ? 3 : 1))
        }
        AppText {
            kind: AppText.Kind.Label
            tone: AppText.Tone.Live
            text: root.simulation.paused ? qsTr("paused") : qsTr("%1\u00d7 real time").arg(root.simulation.realTimeFactor.toFixed(2))
        }
    }
    ValueSlider {
        Layout.fillWidth: true
        label: qsTr("Speed")
        from: 0.1
        to: 4
        stepSize: 0.1
        decimals: 1
        unit: "\u00d7"
        value: root.simulation.speed
        onMoved: value => root.simulation.speed = value
    }
    ValueSlider {
        Layout.fillWidth: true
        label: qsTr("Gravity")
        from: 0
        to: 25
        stepSize: 0.1
        decimals: 2
        unit: qsTr("m/s\u00b2")
        value: root.simulation.gravity
        onMoved: value => root.simulation.gravity = value
    }
    FormRow {
        title: qsTr("Gravity pulls")

        AppSwitch {
            Accessible.name: qsTr("Gravity pulls")
            checked: root.simulation.gravity > 0
            onToggled: root.simulation.gravity = checked ? 9.81 : 0
        }
    }
    FormRow {
        title: qsTr("Held at its root")
        text: qsTr("Else it stands on the floor, or falls.")

        AppSwitch {
            Accessible.name: qsTr("Held at its root")
            checked: root.simulation.fixedBase
            enabled: !root.simulation.busy
            onToggled: root.simulation.fixedBase = checked
        }
    }
    AppText {
        Layout.fillWidth: true
        visible: root.simulation.resets > 0
        kind: AppText.Kind.Label
        tone: AppText.Tone.Caution
        wrapMode: Text.WordWrap
        text: qsTr("The numbers ran away, and the simulation began anew (%n times).", "", root.simulation.resets)
    }
}
