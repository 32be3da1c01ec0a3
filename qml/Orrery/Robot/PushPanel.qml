// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// Short pushes of the picked part along the stage's axes, for those who do not drag.
ColumnLayout {
    id: root

    required property SimulationController simulation
    /// The picked link; -1 is none.
    required property int link
    required property string linkName

    property real newtons: 20

    readonly property var directions: [
        { "label": qsTr("X+"), "axis": Qt.vector3d(1, 0, 0) }, { "label": qsTr("Y+"), "axis": Qt.vector3d(0, 1, 0) },
        { "label": qsTr("Z+"), "axis": Qt.vector3d(0, 0, 1) }, { "label": qsTr("X\u2212"), "axis": Qt.vector3d(-1, 0, 0) },
        { "label": qsTr("Y\u2212"), "axis": Qt.vector3d(0, -1, 0) }, { "label": qsTr("Z\u2212"), "axis": Qt.vector3d(0, 0, -1) }
    ]

    spacing: Theme.spacingS

    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        tone: AppText.Tone.Quiet
        wrapMode: Text.WordWrap
        text: root.link < 0 ? qsTr("Hold Shift and drag a part to pull it. Or pick a part and push it with these buttons.")
                            : qsTr("Hold Shift and drag a part to pull it. The buttons push %1.").arg(root.linkName)
    }
    ValueSlider {
        Layout.fillWidth: true
        label: qsTr("Push with")
        from: 1
        to: 200
        stepSize: 1
        decimals: 0
        unit: qsTr("N")
        value: root.newtons
        onMoved: value => root.newtons = value
    }
    GridLayout {
        Layout.fillWidth: true
        columns: 3
        columnSpacing: Theme.spacingS
        rowSpacing: Theme.spacingS

        Repeater {
            model: root.directions

            AppButton {
                required property var modelData

                Layout.fillWidth: true
                enabled: root.link >= 0
                text: modelData.label
                Accessible.description: qsTr("Pushes the picked part along this axis of the stage.")
                onClicked: root.simulation.push(root.link, modelData.axis.times(root.newtons))
            }
        }
    }
}
