// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls
import Orrery.Scene3D
import Orrery.Robot

/// The stage with everything that moves the robot beside it.
StagePage {
    id: root

    required property RobotController robot
    required property SimulationController simulation
    required property ExportController exporter
    /// The stage below this page; null before there is one.
    property Stage stageView: null
    /// 0..1 while meshes are being read, 1 when all are there.
    required property double loadProgress

    signal openRobotRequested
    signal frameRequested

    /// The link that is pointed at in the list of parts; -1 is none.
    readonly property int pointedLink: inspector.pointedLink
    readonly property int inspectorWidth: width >= 1500 ? 400 : 340
    readonly property bool loading: robot.state === RobotController.Loading || loadProgress < 1

    stageArea: Qt.rect(0, 0, width - inspectorWidth, height)

    PushTool {
        x: root.stageArea.x
        y: root.stageArea.y
        width: root.stageArea.width
        height: root.stageArea.height
        simulation: root.simulation
        stage: root.stageView
        enabled: root.enabled && root.visible
    }
    StageForces {
        simulation: root.simulation
        view: root.stageView ? root.stageView.view : null
    }

    StageTools {
        x: (root.stageArea.width - width) / 2
        y: Theme.spacingM
        visible: root.enabled
        onFrameRequested: root.frameRequested()
        onHomeRequested: root.robot.goHome()
        onExportRequested: exportDialog.open()
    }
    ExportDialog {
        id: exportDialog

        exporter: root.exporter
        robot: root.robot
        stage: root.stageView
    }
    ExportProgress {
        exporter: root.exporter
        x: (root.stageArea.width - width) / 2
        y: Theme.spacingHuge * 2
        width: Math.min(420, root.stageArea.width - 2 * Theme.spacingXl)
    }

    PartCard {
        parts: root.robot.parts
        width: Math.min(300, root.stageArea.width / 3)
        x: Theme.spacingXl
        y: Theme.spacingXl
    }

    StopButton {
        x: root.stageArea.width - width - Theme.spacingXl
        y: root.height - height - Theme.spacingXl
        onClicked: root.robot.stop()
    }

    NoticeBar {
        x: 96 // beside the axes in the stage's corner
        y: root.height - height - Theme.spacingXl
        maximumWidth: root.stageArea.width - 96 - 180
        text: root.robot.notice
        onDismissed: root.robot.dismissNotice()
    }

    Card {
        visible: root.loading && root.robot.state !== RobotController.Failed
        x: (root.stageArea.width - width) / 2
        y: root.height - height - Theme.spacingHuge * 2
        width: 280

        AppProgressBar {
            width: parent.width
            value: root.loadProgress
            indeterminate: root.robot.state === RobotController.Loading
            label: indeterminate ? qsTr("Reading the description") : qsTr("Reading meshes")
        }
    }

    ErrorPanel {
        visible: root.robot.state === RobotController.Failed
        x: (root.stageArea.width - width) / 2
        y: Math.max(Theme.spacingHuge * 2, (root.height - height) / 3)
        width: Math.min(520, root.stageArea.width - 2 * Theme.spacingXl)
        title: qsTr("The robot could not be opened")
        text: root.robot.problem
        details: root.robot.problemDetail
        actionText: qsTr("Try again")
        alternativeText: qsTr("Open another")
        onActionTriggered: root.robot.retry()
        onAlternativeTriggered: root.openRobotRequested()
    }

    RobotInspector {
        id: inspector

        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: root.inspectorWidth
        robot: root.robot
        simulation: root.simulation
        onOpenRobotRequested: root.openRobotRequested()
    }
}
