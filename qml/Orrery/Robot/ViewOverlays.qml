// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Scene3D

/// What is drawn over the robot to explain it.
ColumnLayout {
    id: root

    required property ViewOptions view
    /// Where there is no 3D: collision shapes cannot be shown.
    required property bool flat

    spacing: 0

    SectionHeader {
        Layout.fillWidth: true
        title: qsTr("Show")
    }
    AppSwitch {
        Layout.fillWidth: true
        objectName: "framesSwitch"
        text: qsTr("Link frames")
        checked: root.view.frames
        onToggled: root.view.frames = checked
    }
    AppSwitch {
        Layout.fillWidth: true
        objectName: "axesSwitch"
        text: qsTr("Joint axes and ranges")
        checked: root.view.jointAxes
        onToggled: root.view.jointAxes = checked
    }
    AppSwitch {
        Layout.fillWidth: true
        objectName: "massesSwitch"
        text: qsTr("Centres of mass")
        checked: root.view.massCentres
        onToggled: root.view.massCentres = checked
    }
    AppSwitch {
        Layout.fillWidth: true
        objectName: "inertiaSwitch"
        text: qsTr("Inertia, as boxes")
        checked: root.view.inertiaBoxes
        onToggled: root.view.inertiaBoxes = checked
    }
    AppText {
        Layout.fillWidth: true
        Layout.topMargin: Theme.spacingS
        Layout.bottomMargin: Theme.spacingXs
        kind: AppText.Kind.Label
        tone: AppText.Tone.Quiet
        text: qsTr("Collision shapes")
    }
    AppComboBox {
        Layout.fillWidth: true
        enabled: !root.flat
        objectName: "collisionChoice"
        label: qsTr("Collision shapes")
        model: [qsTr("Not shown"), qsTr("Over the robot"), qsTr("Instead of the robot"), qsTr("Beside the robot")]
        currentIndex: root.view.collisions
        onActivated: (index) => root.view.collisions = index
    }
}
