// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick3D
import Orrery.Scene3D
import Orrery.Theme

/// A robot on its stage, in 3D. Only for machines with OpenGL: load it through Stage. In the software preset the picture is drawn beneath
/// all 2D items of the window, so whatever lies above this item must be transparent where the robot shall show.
Item {
    id: root

    required property RobotScene scene
    required property RenderQuality quality
    required property OrbitCamera orbit

    /// All that stand on the stage, with `scene` the active one; null where it is alone.
    property StageRobots robots: null
    readonly property real turn: robots ? robots.activeTurn : 0

    /// Only the robot, on nothing: for pictures.
    property bool transparent: false
    /// Nothing lags behind the pose, whatever it costs: for pictures.
    property bool prompt: false

    readonly property ThemePalette palette: Theme.palette
    readonly property PoseDriver driver: poseDriver
    /// For views that add things of their own (frames, trails, ghosts): the frame of the robot's root, in metres, Z up.
    readonly property Node rootFrame: rootNode

    readonly property vector4d sectionPlane: toRoom(scene.sectionPlane)
    readonly property color sectionColor: palette.dark ? palette.series[3] : Qt.lighter(palette.series[3], 2)

    /// A plane from the robot's axes (Z up) to the scene's (Y up).
    function toRoom(plane: vector4d): vector4d {
        const along = Math.cos(turn);
        const across = Math.sin(turn);
        return Qt.vector4d(along * plane.x - across * plane.y, plane.z, -across * plane.x - along * plane.y, plane.w);
    }

    function refreshExtent(): void {
        const low = robots ? robots.minimum() : scene.loading ? scene.minimum() : scene.restMinimum;
        const high = robots ? robots.maximum() : scene.loading ? scene.maximum() : scene.restMaximum;
        stage.size = Math.max(0.02, high.minus(low).length());
        stage.middle = low.plus(high).times(0.5);
    }

    QtObject {
        id: stage

        property real size: 1
        property vector3d middle
    }

    Connections {
        target: root.scene

        function onLoadFinished(): void {
            root.refreshExtent();
        }
    }

    Connections {
        target: root.robots

        function onFrameChanged(): void {
            root.refreshExtent();
        }
        function onCountChanged(): void {
            root.refreshExtent();
        }
    }

    PoseDriver {
        id: poseDriver

        scene: root.scene
        window: root.Window.window
        frameInterval: root.quality.frameInterval
    }

    DetailSwitch {
        id: detail

        active: root.scene.fullTriangleCount > root.scene.triangleCount && !root.scene.loading
        window: root.Window.window
        onFullChanged: root.scene.refine()
    }

    DepthReset {
        active: root.quality.underlay
    }

    AmbientOcclusion {
        id: occlusion

        readonly property real halfHeight: Math.tan(root.orbit.fieldOfViewDegrees * Math.PI / 360)

        halfView: Qt.vector2d(halfHeight * view.width / Math.max(1, view.height), halfHeight)
        reach: stage.size * 0.08
    }

    View3D {
        id: view

        anchors.fill: parent
        camera: camera
        renderMode: root.quality.underlay ? View3D.Underlay : View3D.Offscreen
        environment: SceneEnvironment {
            backgroundMode: root.transparent ? SceneEnvironment.Transparent : SceneEnvironment.Color
            clearColor: root.palette.stageBottom
            antialiasingMode: root.quality.multisampling ? SceneEnvironment.MSAA : SceneEnvironment.NoAA
            antialiasingQuality: root.quality.bestMultisampling ? SceneEnvironment.VeryHigh : SceneEnvironment.High
            effects: root.quality.ambientOcclusion ? [occlusion] : []
        }

        // From the robot's axes (Z up) to the scene's (Y up), once.
        Node {
            id: rootNode

            eulerRotation: Qt.vector3d(-90, root.turn * 180 / Math.PI, 0)

            PerspectiveCamera {
                id: camera

                position: root.orbit.position
                rotation: root.orbit.rotation
                fieldOfView: root.orbit.fieldOfViewDegrees
                clipNear: root.orbit.clipNear
                clipFar: root.orbit.clipFar
            }

            StageBackground {
                visible: !root.transparent
                camera: camera
                viewport: Qt.size(view.width, view.height)
                topColor: root.palette.stageTop
                bottomColor: root.palette.stageBottom
            }

            Node {
                eulerRotation.z: -root.turn * 180 / Math.PI // the light stays where it is when another robot is the active one

                KeyLight {
                    castsShadow: root.quality.shadows
                    reach: stage.size
                    brightness: root.palette.dark ? 0.82 : 0.80
                }
            }

            StageFloor {
                id: floor

                visible: !root.transparent
                scene: root.scene
                focus: Qt.vector2d(stage.middle.x, stage.middle.y)
                reach: stage.size * 3.2
                cell: stage.size < 0.12 ? 0.01 : 0.1
                gridFrame: root.robots ? root.robots.roomFromActive : Qt.vector4d(1, 0, 0, 0)
                gridColor: root.palette.stageGrid
                shadowColor: root.palette.dark ? "#05070A" : "#4A4336"
                shadowStrength: root.palette.dark ? 0.85 : 0.6
                castShadow: root.quality.shadows
                prompt: root.prompt
            }

            RobotBatches {
                id: robotBatches

                scene: root.scene
                driver: poseDriver
                full: detail.full
                castsShadows: root.quality.shadows
                skyColor: root.palette.dark ? "#8A96A6" : "#A9ADB2"
                groundColor: root.palette.dark ? "#38332C" : "#7C766C"
                markColor: root.palette.accent
                sectionPlane: root.sectionPlane
                sectionColor: root.sectionColor
            }

            OtherRobots {
                model: root.robots
                window: root.Window.window
                quality: root.quality
                full: detail.full
                skyColor: robotBatches.skyColor
                groundColor: robotBatches.groundColor
                shadowColor: floor.shadowColor
                shadowStrength: floor.shadowStrength
            }

            CollisionBatches {
                scene: root.scene
                driver: poseDriver
                shapeColor: root.palette.live
                skyColor: root.palette.dark ? "#8A96A6" : "#A9ADB2"
                groundColor: root.palette.dark ? "#38332C" : "#7C766C"
                sectionPlane: root.sectionPlane
                sectionColor: root.sectionColor
            }

            OverlayModel {
                scene: root.scene
                ink: root.palette.text
                paper: root.palette.base
                accent: root.palette.accent
                live: root.palette.live
            }

            GhostBatches {
                scene: root.scene
                ghost: root.scene.ghost
                robots: robotBatches
                ghostColor: root.palette.accent
            }

            GhostBatches {
                scene: root.scene
                ghost: root.scene.comparison
                robots: robotBatches
                ghostColor: root.palette.live
            }
        }
    }

    Component.onCompleted: refreshExtent()
}
