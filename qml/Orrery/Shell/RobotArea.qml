// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Robot

RobotPage {
    id: root

    required property Main shell

    robot: shell.robot
    safety: shell.safety
    stopDesk: shell.stopDesk
    poses: shell.poses
    drag: shell.drag
    camera: shell.stage.orbit
    canDrag: shell.quality.available
    simulation: shell.simulation
    exporter: shell.exporter
    stageView: shell.stage
    loadProgress: shell.scene.progress
    telemetry: shell.telemetry
    timelineHeight: shell.settings.timelineHeight
    onTimelineHeightChosen: (height) => shell.settings.timelineHeight = height
    scene: shell.scene
    stageRobots: shell.stageRobots
    files: shell.robotFiles
    figures: shell.robotFigures
    flat: !shell.quality.available
    onMeshFolderRequested: shell.askForMeshFolder()
    onOpenRobotRequested: shell.askForRobot()
    onRobotBesideRequested: shell.askForRobotBeside()
    onFrameRequested: shell.stage.frame(true)
    onPointedLinkChanged: shell.scene.pointedLink = pointedLink
}
