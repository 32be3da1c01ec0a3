// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Scene3D

/// Mouse, touch and keyboard for an OrbitCamera. Left drag turns; right, middle or Shift drag moves; the wheel goes towards the
/// pointer; two fingers do all of it; arrows, + and - are for the keyboard; F or a double click frames the robot, Home goes back.
FocusScope {
    id: root

    required property OrbitCamera camera

    /// The focus came by the keyboard, so it should be seen.
    property bool focusedByKeyboard: false

    signal clicked(real x, real y)
    signal frameRequested

    readonly property real keyTurn: Math.PI / 18
    readonly property real keyZoom: 1.18

    onActiveFocusChanged: focusedByKeyboard = activeFocus && !mouse.pressed

    Keys.onPressed: event => {
        event.accepted = handleKey(event.key);
    }

    function handleKey(key: int): bool {
        switch (key) {
        case Qt.Key_Left:
            camera.turn(-keyTurn, 0);
            return true;
        case Qt.Key_Right:
            camera.turn(keyTurn, 0);
            return true;
        case Qt.Key_Up:
            camera.turn(0, keyTurn);
            return true;
        case Qt.Key_Down:
            camera.turn(0, -keyTurn);
            return true;
        case Qt.Key_Plus:
        case Qt.Key_Equal:
            camera.zoom(1 / keyZoom);
            return true;
        case Qt.Key_Minus:
            camera.zoom(keyZoom);
            return true;
        case Qt.Key_F:
            frameRequested();
            return true;
        case Qt.Key_Home:
            camera.look("home");
            return true;
        }
        return false;
    }

    MouseArea {
        id: mouse

        property point last
        property bool dragged: false

        anchors.fill: parent
        acceptedButtons: Qt.LeftButton | Qt.RightButton | Qt.MiddleButton
        cursorShape: pressed && dragged ? Qt.ClosedHandCursor : Qt.ArrowCursor

        onPressed: event => {
            root.forceActiveFocus(Qt.MouseFocusReason);
            last = Qt.point(event.x, event.y);
            dragged = false;
        }
        onPositionChanged: event => {
            const dx = event.x - last.x;
            const dy = event.y - last.y;
            if (!dragged && Math.hypot(dx, dy) < 4)
                return;
            dragged = true;
            last = Qt.point(event.x, event.y);
            if (event.buttons & Qt.LeftButton && !(event.modifiers & Qt.ShiftModifier))
                root.camera.orbit(dx, dy);
            else
                root.camera.pan(dx, dy);
        }
        onClicked: event => {
            if (!dragged && event.button === Qt.LeftButton)
                root.clicked(event.x, event.y);
        }
        onDoubleClicked: event => {
            if (event.button === Qt.LeftButton)
                root.frameRequested();
        }
        onWheel: event => root.camera.dolly(Math.pow(0.999, event.angleDelta.y), event.x, event.y)
    }

    PinchHandler {
        id: pinch

        property real lastScale: 1
        property point lastPoint

        target: null
        onActiveChanged: {
            lastScale = 1;
            lastPoint = Qt.point(centroid.position.x, centroid.position.y);
        }
        onActiveScaleChanged: {
            root.camera.dolly(lastScale / activeScale, centroid.position.x, centroid.position.y);
            lastScale = activeScale;
        }
        onCentroidChanged: {
            if (!active)
                return;
            root.camera.pan(centroid.position.x - lastPoint.x, centroid.position.y - lastPoint.y);
            lastPoint = Qt.point(centroid.position.x, centroid.position.y);
        }
    }
}
