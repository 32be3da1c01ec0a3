// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Robot
import Orrery.Theme

/// How moving works here: units, what is shown before it happens, and what dragging a part does.
ColumnLayout {
    id: root

    required property PoseController poses
    required property DragController drag

    spacing: Theme.spacingXs

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingS

        SegmentedControl {
            Layout.fillWidth: true
            label: qsTr("Unit of angles")
            options: [qsTr("Degrees"), qsTr("Radians")]
            currentIndex: root.poses.radians ? 1 : 0
            onActivated: (index) => root.poses.radians = index === 1
        }
        SegmentedControl {
            Layout.fillWidth: true
            label: qsTr("Unit of lengths")
            options: [qsTr("mm"), qsTr("m")]
            currentIndex: root.poses.metres ? 1 : 0
            onActivated: (index) => root.poses.metres = index === 1
        }
    }
    AppSwitch {
        objectName: "showMovesFirst"
        text: qsTr("Show big moves first")
        checked: root.poses.showMovesFirst
        onToggled: root.poses.showMovesFirst = checked
    }
    AppSwitch {
        text: qsTr("Drag picked parts")
        checked: root.drag.enabled
        onToggled: root.drag.enabled = checked
    }
    AppSwitch {
        text: qsTr("Drag a ghost, move on release")
        enabled: root.drag.enabled
        checked: root.drag.previewFirst
        onToggled: root.drag.previewFirst = checked
    }
    AppSwitch {
        text: qsTr("Drag the place only, not the turn")
        enabled: root.drag.enabled
        checked: root.drag.positionOnly
        onToggled: root.drag.positionOnly = checked
    }
    AppText {
        Layout.fillWidth: true
        visible: root.drag.enabled && text !== ""
        kind: AppText.Kind.Caption
        tone: AppText.Tone.Quiet
        text: root.drag.obstacle !== "" ? root.drag.obstacle : root.drag.ready ? "" : qsTr("Click a part of the robot to get its handle.")
        wrapMode: Text.Wrap
    }
}
