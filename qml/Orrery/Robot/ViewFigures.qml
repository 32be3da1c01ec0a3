// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// What the robot weighs, how large it is and how far it reaches.
ColumnLayout {
    id: root

    required property RobotFigures figures

    spacing: Theme.spacingS

    SectionHeader {
        Layout.fillWidth: true
        title: qsTr("Figures")
    }
    Repeater {
        model: [
            { name: qsTr("Mass"), value: root.figures.massText },
            { name: qsTr("Centre of mass"), value: root.figures.centreText },
            { name: qsTr("Size"), value: root.figures.sizeText },
            { name: qsTr("Furthest reach"), value: root.figures.reachText }
        ]

        RowLayout {
            id: row
            required property var modelData

            Layout.fillWidth: true
            visible: modelData.value !== ""

            AppText {
                Layout.preferredWidth: 120
                kind: AppText.Kind.Label
                text: row.modelData.name
                tone: AppText.Tone.Quiet
            }
            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Label
                text: row.modelData.value
                wrapMode: Text.Wrap
            }
        }
    }
    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Caption
        tone: AppText.Tone.Quiet
        text: qsTr("The reach is from the robot's origin to this part's, within the joint limits:")
        wrapMode: Text.Wrap
    }
    AppComboBox {
        Layout.fillWidth: true
        label: qsTr("Part whose reach is searched for")
        model: root.figures.tips
        currentIndex: root.figures.tip
        onActivated: (index) => root.figures.tip = index
    }
}
