// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Controls
import Orrery.Settings

FormGroup {
    id: root

    required property AppSettings settings
    readonly property var themes: ["system", "dark", "light", "contrast"]
    readonly property var scales: [0.9, 1, 1.15, 1.3, 1.5]

    title: qsTr("Appearance")

    FormRow {
        title: qsTr("Theme")
        text: qsTr("As the desktop, or always the same.")

        SegmentedControl {
            options: [qsTr("System"), qsTr("Dark"), qsTr("Light"), qsTr("High contrast")]
            currentIndex: Math.max(0, root.themes.indexOf(root.settings.themeMode))
            label: qsTr("Theme")
            onActivated: (index) => root.settings.themeMode = root.themes[index]
        }
    }
    FormRow {
        title: qsTr("Text size")

        SegmentedControl {
            options: root.scales.map(scale => qsTr("%1 %").arg(Math.round(scale * 100)))
            currentIndex: Math.max(0, root.scales.findIndex(scale => Math.abs(scale - root.settings.textScale) < 0.01))
            label: qsTr("Text size")
            onActivated: (index) => root.settings.textScale = root.scales[index]
        }
    }
    FormRow {
        title: qsTr("Reduce motion")
        text: qsTr("Things fade instead of moving, and the robot on the home page keeps still.")

        AppSwitch {
            checked: root.settings.reducedMotion
            Accessible.name: qsTr("Reduce motion")
            onToggled: root.settings.reducedMotion = checked
        }
    }
}
