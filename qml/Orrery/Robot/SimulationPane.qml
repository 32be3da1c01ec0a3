// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// How the robot is simulated, and what its physics feels.
ColumnLayout {
    id: root

    required property RobotController robot
    required property SimulationController simulation

    spacing: Theme.spacingM

    SegmentedControl {
        Layout.fillWidth: true
        enabled: root.simulation.available
        label: qsTr("How the robot is simulated")
        options: [qsTr("Light"), qsTr("Physics")]
        currentIndex: root.simulation.physics || root.simulation.busy ? 1 : 0
        onActivated: index => index === 1 ? root.simulation.usePhysics() : root.simulation.useKinematics()
    }
    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        tone: root.simulation.problem === "" ? AppText.Tone.Quiet : AppText.Tone.Caution
        wrapMode: Text.WordWrap
        text: root.simulation.problem !== "" ? root.simulation.problem
            : !root.simulation.available ? qsTr("This copy of Orrery was built without a physics engine (MuJoCo). Robots move without mass.")
            : root.simulation.busy ? qsTr("Preparing masses and collision shapes.")
            : root.simulation.physics ? qsTr("Mass, gravity, contacts and the strength of its motors, by MuJoCo.")
            : qsTr("Every joint goes where it is told, within its limits. No mass, nothing in the way.")
    }
    SimulationSettings {
        Layout.fillWidth: true
        visible: root.simulation.physics
        simulation: root.simulation
    }
    SectionHeader {
        Layout.fillWidth: true
        visible: root.simulation.physics
        title: qsTr("Contacts")
    }
    FormRow {
        visible: root.simulation.physics
        title: qsTr("Show forces on the stage")

        AppSwitch {
            Accessible.name: qsTr("Show forces on the stage")
            checked: root.simulation.forcesShown
            onToggled: root.simulation.forcesShown = checked
        }
    }
    ContactPanel {
        Layout.fillWidth: true
        visible: root.simulation.physics
        contacts: root.simulation.contacts
    }
    SectionHeader {
        Layout.fillWidth: true
        visible: root.simulation.physics
        title: qsTr("Push")
    }
    PushPanel {
        Layout.fillWidth: true
        visible: root.simulation.physics
        simulation: root.simulation
        link: root.robot.parts.picked
        linkName: root.robot.parts.pickedName
    }
}
