// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A window with the stage and the Robot page above it. Its properties: those of RobotFleet, and `quality`.
inline const char* const robotPageWindow = R"(
import QtQuick
import Orrery.Scene3D
import Orrery.Robot
import Orrery.Stop
import Orrery.Telemetry
import Orrery.Theme

Window {
    id: window

    required property RobotController robot
    required property SafetyController safety
    required property StopDesk stopDesk
    required property RobotScene scene
    required property StageRobots stageRobots
    required property PoseController poses
    required property DragController drag
    required property TelemetryController telemetry
    required property RobotFiles robotFiles
    required property RobotFigures robotFigures
    required property SimulationController simulation
    required property ExportController exporter
    required property RenderQuality quality
    property alias mode: binding.value
    property alias page: page
    property alias stage: stage
    property int folderRequests: 0

    width: 1280
    height: 800
    visible: true
    color: Theme.palette.base

    Binding { id: binding; target: Theme; property: "mode"; value: "dark" }

    Stage {
        id: stage

        x: page.stageArea.x
        y: page.stageArea.y
        width: page.stageArea.width
        height: page.stageArea.height
        scene: window.scene
        robots: window.stageRobots
        quality: window.quality
        onLinkClicked: link => window.robot.parts.picked = link
    }
    RobotPage {
        id: page

        anchors.fill: parent
        robot: window.robot
        safety: window.safety
        stopDesk: window.stopDesk
        poses: window.poses
        drag: window.drag
        camera: stage.orbit
        canDrag: window.quality.available
        simulation: window.simulation
        exporter: window.exporter
        stageView: stage
        telemetry: window.telemetry
        loadProgress: window.scene.progress
        scene: window.scene
        stageRobots: window.stageRobots
        files: window.robotFiles
        figures: window.robotFigures
        flat: !window.quality.available
        onMeshFolderRequested: window.folderRequests += 1
    }
    Binding { target: window.scene; property: "pickedLink"; value: window.robot.parts.picked }
}
)";
