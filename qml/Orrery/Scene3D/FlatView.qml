// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Scene3D
import Orrery.Theme

/// What Stage shows where there is no OpenGL: the robot drawn flat, and a line that says why.
Item {
    id: root

    required property RobotScene scene
    required property RenderQuality quality
    required property OrbitCamera orbit

    Rectangle {
        anchors.fill: parent
        gradient: Gradient {
            GradientStop {
                position: 0
                color: Theme.palette.stageTop
            }
            GradientStop {
                position: 1
                color: Theme.palette.stageBottom
            }
        }
    }

    SkeletonView {
        anchors {
            fill: parent
            bottomMargin: note.height + Theme.spacingXl
        }
        scene: root.scene
        camera: root.orbit
        boneColor: Theme.palette.accent
        jointColor: Theme.palette.text
        ghostColor: Theme.palette.accent
        comparisonColor: Theme.palette.live
        floorColor: Theme.palette.stageGrid
    }

    PoseDriver {
        scene: root.scene
        window: root.Window.window
        frameInterval: root.quality.frameInterval
    }

    Text {
        id: note

        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
            margins: Theme.spacingXl
            topMargin: 76 // below what pages keep at the top of the stage
        }
        text: qsTr("This machine has no OpenGL, so the robot is drawn flat. Everything else works; with a graphics driver or Mesa installed the robot appears in 3D.")
        color: Theme.palette.quiet
        font {
            family: Theme.uiFamily
            pixelSize: Theme.labelSize
        }
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
    }
}
