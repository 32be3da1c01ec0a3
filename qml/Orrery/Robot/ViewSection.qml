// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Scene3D

/// Looking into the robot: how solid it is, a plane that cuts it, and its parts drawn apart.
ColumnLayout {
    id: root

    required property RobotScene scene
    /// Where there is no 3D: nothing can be cut.
    required property bool flat

    readonly property ViewOptions view: scene.view
    readonly property int axis: view.section
    readonly property real low: axis === 1 ? scene.restMinimum.x : axis === 2 ? scene.restMinimum.y : scene.restMinimum.z
    readonly property real high: axis === 1 ? scene.restMaximum.x : axis === 2 ? scene.restMaximum.y : scene.restMaximum.z

    spacing: Theme.spacingS

    SectionHeader {
        Layout.fillWidth: true
        title: qsTr("Look inside")
    }
    ValueSlider {
        Layout.fillWidth: true
        objectName: "opacitySlider"
        label: qsTr("How solid")
        unit: "%"
        decimals: 0
        from: 10
        to: 100
        stepSize: 1
        value: root.view.opacity * 100
        onMoved: (value) => root.view.opacity = value / 100
    }
    AppButton {
        visible: root.view.anyLook
        kind: AppButton.Kind.Quiet
        icon.name: "eye"
        text: qsTr("Show every part again")
        onClicked: root.view.clearLooks()
    }
    ValueSlider {
        Layout.fillWidth: true
        objectName: "explodeSlider"
        label: qsTr("Parts apart")
        unit: "%"
        decimals: 0
        from: 0
        to: 100
        stepSize: 1
        value: root.view.explosion * 100
        onMoved: (value) => root.view.explosion = value / 100
    }
    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        tone: AppText.Tone.Quiet
        text: qsTr("Cut across")
    }
    SegmentedControl {
        Layout.fillWidth: true
        enabled: !root.flat
        objectName: "sectionAxis"
        label: qsTr("Cut across")
        options: [qsTr("No cut"), "X", "Y", "Z"]
        currentIndex: root.axis
        onActivated: (index) => root.view.section = index
    }
    ValueSlider {
        Layout.fillWidth: true
        visible: root.axis > 0
        objectName: "sectionSlider"
        label: qsTr("Cut at")
        unit: "mm"
        decimals: 1
        from: root.low * 1000
        to: Math.max(root.low * 1000 + 1, root.high * 1000)
        stepSize: Math.max(0.1, (root.high - root.low) * 5)
        value: (root.low + root.view.sectionShare * (root.high - root.low)) * 1000
        onMoved: (value) => root.view.sectionShare = (value / 1000 - root.low) / Math.max(1e-6, root.high - root.low)
    }
    AppSwitch {
        Layout.fillWidth: true
        visible: root.axis > 0
        text: qsTr("Keep the other side")
        checked: root.view.sectionFlipped
        onToggled: root.view.sectionFlipped = checked
    }
}
