// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// What moves the robot: gestures, poses and joints.
ColumnLayout {
    id: root

    required property RobotController robot
    required property PoseController poses
    required property DragController drag

    spacing: Theme.spacingM

    SectionHeader {
        Layout.fillWidth: true
        visible: root.robot.gestures.count > 0
        title: qsTr("Gestures")
    }
    GesturePanel {
        Layout.fillWidth: true
        visible: root.robot.gestures.count > 0
        gestures: root.robot.gestures
        playing: root.robot.playing
        onPlayRequested: (id) => root.robot.playGesture(id)
        onEndRequested: root.robot.endGesture()
    }
    PosesPanel {
        Layout.fillWidth: true
        visible: root.robot.joints.count > 0
        poses: root.poses
    }
    SectionHeader {
        Layout.fillWidth: true
        title: qsTr("Joints")
    }
    JointPanel {
        Layout.fillWidth: true
        joints: root.robot.joints
        onMoveRequested: (row, target) => root.robot.moveJoint(row, target)
    }
    SectionHeader {
        Layout.fillWidth: true
        visible: root.robot.joints.count > 0
        title: qsTr("How to move")
    }
    MoveOptions {
        Layout.fillWidth: true
        visible: root.robot.joints.count > 0
        poses: root.poses
        drag: root.drag
    }
}
