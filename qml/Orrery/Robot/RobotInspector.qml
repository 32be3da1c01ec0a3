// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot
import Orrery.Scene3D

/// Beside the stage: which robot it is, and below that one pane at a time of what can be done with it.
Rectangle {
    id: root

    required property RobotController robot
    required property SafetyController safety
    required property PoseController poses
    required property DragController drag

    required property RobotScene scene
    required property StageRobots stageRobots
    required property RobotFiles files
    required property RobotFigures figures
    property bool flat: false
    required property SimulationController simulation

    signal openRobotRequested
    signal robotBesideRequested
    signal meshFolderRequested

    /// The link that is pointed at in the list of parts; -1 is none.
    readonly property int pointedLink: parts.shown && parts.item ? (parts.item as PartsPane).hoveredLink : -1
    property int pane: 0

    color: Theme.palette.raised

    Rectangle {
        width: Theme.lineWidth
        height: parent.height
        color: Theme.palette.line
    }

    ScrollPane {
        anchors.fill: parent
        anchors.leftMargin: Theme.lineWidth
        padding: Theme.spacingL
        contentSpacing: Theme.spacingM

        RobotChooser {
            Layout.fillWidth: true
            bundled: root.robot.bundled
            robotId: root.robot.robotId
            onChosen: (id) => root.robot.openBundled(id)
            onOpenRequested: root.openRobotRequested()
        }
        RobotsPanel {
            Layout.fillWidth: true
            visible: root.robot.title !== ""
            robots: root.stageRobots
            bundled: root.robot.bundled
            onFileRequested: root.robotBesideRequested()
        }
        RobotTitle {
            Layout.fillWidth: true
            robot: root.robot
            safety: root.safety
        }
        DescriptionChoice {
            Layout.fillWidth: true
            files: root.files
        }
        SegmentedControl {
            Layout.fillWidth: true
            visible: root.robot.title !== ""
            label: qsTr("What to show beside the stage")
            options: [qsTr("Move"), qsTr("Parts"), qsTr("View"), qsTr("Simulate")]
            currentIndex: root.pane
            onActivated: (index) => root.pane = index
        }
        // Panes are made when they are first shown, between frames. They use ids of this file, so it cannot be declared Bound.
        // qmllint disable unqualified
        LazyPane {
            Layout.fillWidth: true
            shown: root.robot.title !== "" && root.pane === 0
            sourceComponent: MovePane {
                robot: root.robot
                poses: root.poses
                drag: root.drag
            }
        }
        LazyPane {
            id: parts

            Layout.fillWidth: true
            shown: root.robot.title !== "" && root.pane === 1
            sourceComponent: PartsPane {
                robot: root.robot
                files: root.files
                view: root.scene.view
                onMeshFolderRequested: root.meshFolderRequested()
            }
        }
        LazyPane {
            Layout.fillWidth: true
            shown: root.robot.title !== "" && root.pane === 2
            sourceComponent: ViewPane {
                scene: root.scene
                figures: root.figures
                flat: root.flat
            }
        }
        LazyPane {
            Layout.fillWidth: true
            shown: root.robot.title !== "" && root.pane === 3
            sourceComponent: SimulationPane {
                robot: root.robot
                simulation: root.simulation
            }
        }
        // qmllint enable unqualified
    }
}
