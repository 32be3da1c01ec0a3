// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls
import Orrery.Scene3D
import Orrery.Stop
import Orrery.Robot
import Orrery.Telemetry

/// The stage with everything that moves the robot beside it.
StagePage {
    id: root

    required property RobotController robot
    required property SafetyController safety
    required property StopDesk stopDesk
    required property PoseController poses
    required property DragController drag
    /// Of the stage.
    required property OrbitCamera camera
    /// The stage shows depth, so that parts can be dragged in it.
    required property bool canDrag
    required property SimulationController simulation
    required property ExportController exporter
    /// The stage below this page; null before there is one.
    property Stage stageView: null
    /// 0..1 while meshes are being read, 1 when all are there.
    required property double loadProgress

    required property TelemetryController telemetry
    property int timelineHeight: 300
    property bool timelineShown: false

    signal timelineHeightChosen(height: int)
    required property RobotScene scene
    required property StageRobots stageRobots
    required property RobotFiles files
    required property RobotFigures figures
    /// No 3D on this machine.
    property bool flat: false

    signal openRobotRequested
    /// Another one from a file, beside those that are there.
    signal robotBesideRequested
    signal meshFolderRequested
    signal frameRequested

    /// The link that is pointed at in the list of parts; -1 is none.
    readonly property int pointedLink: inspector.pointedLink
    readonly property alias inspector: inspector
    readonly property int inspectorWidth: Theme.inspectorWidth(width)
    readonly property bool loading: robot.state === RobotController.Loading || loadProgress < 1

    stageArea: Qt.rect(0, 0, width - inspectorWidth, height - (timelineShown ? timeline.height : 0))

    DragLayer {
        x: root.stageArea.x
        y: root.stageArea.y
        width: root.stageArea.width
        height: root.stageArea.height
        visible: root.canDrag
        drag: root.drag
        camera: root.camera
        onDismissed: root.robot.parts.picked = -1
    }

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
        onHomeRequested: root.poses.go(0)
        canUndo: root.poses.canUndo
        canRedo: root.poses.canRedo
        onUndoRequested: root.poses.undo()
        onRedoRequested: root.poses.redo()
        timelineShown: root.timelineShown
        onTimelineRequested: root.timelineShown = !root.timelineShown
        onExportRequested: {
            exportDialog.active = true;
            (exportDialog.item as ExportDialog).open();
        }
    }
    // Made when they are first asked for. They use ids of this file, so it cannot be declared Bound.
    // qmllint disable unqualified
    Loader {
        id: exportDialog

        active: false
        sourceComponent: ExportDialog {
            exporter: root.exporter
            robot: root.robot
            stage: root.stageView
            openTake: root.telemetry.playback.file
        }
    }
    // qmllint enable unqualified
    ExportProgress {
        // Beside the part's card.
        readonly property real begin: partCard.visible ? partCard.x + partCard.width + Theme.spacingM : Theme.spacingXl

        exporter: root.exporter
        x: Math.max(begin, (root.stageArea.width - width) / 2)
        y: Theme.spacingHuge * 2
        width: Math.min(420, root.stageArea.width - begin - Theme.spacingXl)
    }

    PartCard {
        id: partCard

        parts: root.robot.parts
        view: root.scene.view
        // Where the tools above the stage leave no room beside them it stands below them.
        width: Math.min(300, Math.max(250, root.stageArea.width / 3))
        x: Theme.spacingXl
        y: root.stageArea.width < 900 ? 72 : Theme.spacingXl
    }

    MovePreviewCard {
        x: (root.stageArea.width - width) / 2
        y: root.height - height - 112 // above the notice
        width: Math.min(460, root.stageArea.width - 2 * Theme.spacingXl)
        poses: root.poses
    }

    StopCluster {
        robot: root.robot
        safety: root.safety
        desk: root.stopDesk
        x: root.stageArea.width - width - Theme.spacingXl
        y: root.stageArea.height - height - Theme.spacingXl
    }

    NoticeBar {
        x: 96 // beside the axes in the stage's corner
        y: root.stageArea.height - height - Theme.spacingXl
        maximumWidth: root.stageArea.width - 96 - 230
        text: root.robot.notice
        onDismissed: root.robot.dismissNotice()
    }

    Card {
        visible: root.loading && root.robot.state !== RobotController.Failed
        x: (root.stageArea.width - width) / 2
        y: root.stageArea.height - height - Theme.spacingHuge * 2
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

    ModeLabel {
        x: (root.stageArea.width - width) / 2
        y: Theme.spacingM + 52 // below the tools
        width: Math.min(implicitWidth, root.stageArea.width - 2 * Theme.spacingXl)
        playback: root.telemetry.playback
        visible: playback.mode !== PlaybackController.Live
    }

    // qmllint disable unqualified
    LazyPane {
        id: timeline

        shown: root.timelineShown
        width: root.stageArea.width
        height: item ? (item as Item).implicitHeight : 0
        y: root.height - height
        sourceComponent: TimelinePanel {
            maximumHeight: root.height - 260
            telemetry: root.telemetry
            wantedHeight: root.timelineHeight
            onCloseRequested: root.timelineShown = false
            onHeightChosen: (height) => root.timelineHeightChosen(height)
        }
    }
    // qmllint enable unqualified

    RobotInspector {
        id: inspector

        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: root.inspectorWidth
        robot: root.robot
        safety: root.safety
        poses: root.poses
        drag: root.drag
        scene: root.scene
        stageRobots: root.stageRobots
        onRobotBesideRequested: root.robotBesideRequested()
        files: root.files
        figures: root.figures
        flat: root.flat
        onMeshFolderRequested: root.meshFolderRequested()
        simulation: root.simulation
        onOpenRobotRequested: root.openRobotRequested()
    }
}
