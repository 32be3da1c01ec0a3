// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Scene3D
import Orrery.Theme

/// The place where a robot is seen: in 3D where the machine can, drawn flat where it cannot, with the camera, its input and the small
/// things in the corners. Keyboard: Tab gets here; arrows, +, -, F and Home move the camera.
FocusScope {
    id: root

    required property RobotScene scene
    required property RenderQuality quality
    /// All that stand on the stage, with `scene` the active one; null where it is alone.
    property StageRobots robots: null

    readonly property alias orbit: orbitCamera
    /// The 3D view, once it is there; null without 3D.
    readonly property Item view: loader.item as Item
    property bool showGizmo: true
    /// What frames of this window cost, for the status panel and benchmarks.
    readonly property alias meter: frameMeter

    /// The person clicked a link, or nothing (-1).
    signal linkClicked(int link)

    function frame(eased: bool): void {
        orbitCamera.frame(robots ? robots.framePoints() : scene.framePoints(), eased);
    }

    function handleClick(ray: vector3d): void {
        const hit = robots && robots.count > 1 ? robots.robotOnRay(orbitCamera.position, ray) : -1;
        if (scene.tape.active)
            scene.tape.pick(orbitCamera.position, ray);
        else if (hit >= 0 && hit !== robots.active)
            robots.activate(hit);
        else
            linkClicked(scene.linkOnRay(orbitCamera.position, ray));
    }

    activeFocusOnTab: true
    Accessible.role: Accessible.Graphic
    Accessible.name: scene.empty ? qsTr("Robot view") : qsTr("Robot view: %1").arg(scene.name)
    Accessible.description: qsTr("Arrow keys turn the view, plus and minus zoom, F shows the whole robot.")

    OrbitCamera {
        id: orbitCamera

        viewport: Qt.size(root.width, root.height)
        easeDuration: Theme.pageDuration
    }

    FrameMeter {
        id: frameMeter

        window: root.Window.window
    }

    Binding {
        target: root.scene
        property: "triangleBudget"
        value: root.quality.triangleBudget
    }

    Connections {
        property bool framed: false

        target: root.robots ? null : root.scene

        function onDescriptionChanged(): void {
            framed = false;
        }
        function onLoadFinished(): void {
            if (!framed)
                root.frame(false);
            framed = true;
        }
    }

    Loader {
        id: loader

        anchors.fill: parent
        Component.onCompleted: setSource(root.quality.available ? "RobotView.qml" : "FlatView.qml", {
            scene: root.scene,
            quality: root.quality,
            orbit: orbitCamera
        })
    }
    Binding {
        target: loader.item
        property: "scene"
        value: root.scene
    }
    Binding {
        target: loader.item
        property: "robots"
        value: root.robots
        when: root.quality.available
    }
    Connections {
        target: root.robots

        function onFrameChanged(turn: real, offset: vector3d): void {
            orbitCamera.moveFrame(turn, offset);
        }
        function onArrived(): void {
            root.frame(root.robots.count > 1);
        }
    }

    CameraInput {
        id: input

        anchors.fill: parent
        focus: true
        camera: orbitCamera
        onFrameRequested: root.frame(true)
        onClicked: (x, y) => root.handleClick(orbitCamera.rayThrough(x, y))
    }

    LabelLayer {
        anchors.fill: parent
        visible: root.quality.available
        scene: root.scene
        orbit: orbitCamera
    }

    AxisGizmo {
        width: 72
        height: 72
        anchors {
            left: parent.left
            bottom: parent.bottom
            margins: Theme.spacingS
        }
        visible: root.showGizmo && !root.scene.empty
        cameraRotation: orbitCamera.rotation
        fontFamily: Theme.uiFamily
    }

    Rectangle {
        anchors.fill: parent
        color: "transparent"
        border {
            width: Theme.focusWidth
            color: Theme.palette.focus
        }
        visible: input.activeFocus && input.focusedByKeyboard
    }

    Component.onCompleted: frame(false)
}
