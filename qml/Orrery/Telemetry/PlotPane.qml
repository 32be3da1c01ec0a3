// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Telemetry
import Orrery.Theme

/// The curves with their axes and the cursor. The wheel zooms where the pointer is, dragging moves the view, a click sets the cursor.
/// Keyboard: left and right move the cursor (with Shift the view), + and - zoom, 0 shows all.
ColumnLayout {
    id: root

    required property PlotController plot
    required property PlaybackController playback

    readonly property bool hasCursor: playback.mode !== PlaybackController.Live
    readonly property alias view: view
    readonly property int axisWidth: 52
    readonly property int axisHeight: 20

    spacing: Theme.spacingXs

    function handleKey(event: KeyEvent): void {
        const shifted = (event.modifiers & Qt.ShiftModifier) !== 0;
        const side = event.key === Qt.Key_Left ? -1 : event.key === Qt.Key_Right ? 1 : 0;
        const sign = event.key === Qt.Key_Plus || event.key === Qt.Key_Equal ? 0.8 : event.key === Qt.Key_Minus ? 1.25 : 0;
        if (side !== 0 && (shifted || !hasCursor))
            view.pan(-side * view.width / 10);
        else if (side !== 0)
            playback.seek(playback.position + side * (view.until - view.from) / 100);
        else if (sign !== 0)
            view.zoom(sign, hasCursor ? view.xAt(playback.position) : view.width / 2);
        else if (event.key === Qt.Key_0)
            view.showAll();
        else if (event.key === Qt.Key_Space && hasCursor)
            playback.togglePlaying();
        else
            return;
        event.accepted = true;
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingXs

        SegmentedControl {
            currentIndex: root.plot.quantity
            label: qsTr("What to draw")
            objectName: "quantity"
            options: [qsTr("Position"), qsTr("Speed"), qsTr("Effort")]
            onActivated: index => root.plot.quantity = index
        }
        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Caption
            text: qsTr("in %1").arg(root.plot.unit)
            tone: AppText.Tone.Quiet
        }
        IconButton {
            checkable: true
            checked: view.following
            icon.name: "clock"
            text: qsTr("Follow the newest values")
            visible: root.plot.live
            onToggled: {
                view.following = checked;
                checked = Qt.binding(() => view.following);
            }
        }
        IconButton {
            icon.name: "frame-fit"
            text: qsTr("Show the whole time")
            onClicked: {
                view.following = false;
                view.showAll();
            }
        }
    }
    FocusScope {
        id: stage

        Accessible.description: qsTr("Left and right move the cursor, plus and minus zoom, 0 shows all.")
        Accessible.name: root.hasCursor ? qsTr("Curves at %1").arg(root.playback.positionText) : qsTr("Curves, live")
        Accessible.role: Accessible.Chart
        Keys.onPressed: event => root.handleKey(event)
        Layout.fillHeight: true
        Layout.fillWidth: true
        Layout.minimumHeight: 60
        activeFocusOnTab: true
        objectName: "plotStage"

        Rectangle {
            anchors.fill: frame
            border.color: stage.activeFocus ? Theme.palette.focus : Theme.palette.line
            border.width: Theme.lineWidth
            color: Theme.palette.sunken
        }
        Item {
            id: frame

            anchors {
                fill: parent
                leftMargin: root.axisWidth
                bottomMargin: root.axisHeight
            }

            Repeater {
                model: 16

                Item {
                    id: valueMark

                    required property int index
                    readonly property var mark: index < view.valueMarks.length ? view.valueMarks[index] : null
                    readonly property real place: mark ? frame.height * (1 - (mark.at - view.low) / (view.high - view.low)) : 0

                    visible: mark !== null && place >= -1 && place <= frame.height + 1

                    Rectangle {
                        color: Theme.palette.line
                        height: 1
                        width: frame.width
                        y: Math.round(valueMark.place)
                    }
                    AppText {
                        kind: AppText.Kind.Caption
                        text: valueMark.mark ? valueMark.mark.text : ""
                        tone: AppText.Tone.Quiet
                        x: -width - Theme.spacingXs
                        y: Math.min(Math.max(valueMark.place - height / 2, -2), frame.height - height + 4)
                    }
                }
            }
            Repeater {
                model: 24

                Item {
                    id: timeMark

                    required property int index
                    readonly property var mark: index < view.timeMarks.length ? view.timeMarks[index] : null
                    readonly property real place: mark ? (mark.at - view.from) / (view.until - view.from) * frame.width : 0

                    visible: mark !== null

                    Rectangle {
                        color: Theme.palette.line
                        height: frame.height
                        width: 1
                        x: Math.round(timeMark.place)
                    }
                    AppText {
                        kind: AppText.Kind.Caption
                        text: timeMark.mark ? timeMark.mark.text : ""
                        tone: AppText.Tone.Quiet
                        visible: x + width <= frame.width + Theme.spacingS
                        x: Math.max(timeMark.place - width / 2, -Theme.spacingS)
                        y: frame.height + 2
                    }
                }
            }
            PlotView {
                id: view

                anchors.fill: parent
                anchors.margins: 1
                colors: Theme.palette.series
                objectName: "plotView"
                plot: root.plot
            }
            Rectangle {
                id: cursor

                color: Theme.palette.accent
                height: frame.height
                visible: root.hasCursor && x >= 0 && x <= frame.width
                width: 2
                x: (root.playback.position - view.from) / (view.until - view.from) * frame.width - 1

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    color: parent.color
                    height: 8
                    radius: 2
                    width: 10
                }
            }
            AppText {
                anchors.centerIn: parent
                kind: AppText.Kind.Label
                text: root.plot.quantity === PlotController.Effort ? qsTr("Nothing here measured efforts")
                    : root.plot.series.shownCount === 0 && root.plot.series.count > 0 ? qsTr("No joint is chosen") : qsTr("Nothing measured yet")
                tone: AppText.Tone.Quiet
                visible: root.plot.empty || root.plot.series.shownCount === 0
            }
            MouseArea {
                property real pressedAt: 0
                property real lastX: 0
                property bool moved: false
                property bool onCursor: false

                anchors.fill: parent
                cursorShape: pressed && moved && !onCursor ? Qt.ClosedHandCursor : Qt.ArrowCursor
                onPressed: mouse => {
                    stage.forceActiveFocus(Qt.MouseFocusReason);
                    pressedAt = lastX = mouse.x;
                    moved = false;
                    onCursor = cursor.visible && Math.abs(mouse.x - cursor.x - 1) < 8;
                }
                onPositionChanged: mouse => {
                    if (!moved && Math.abs(mouse.x - pressedAt) < 4)
                        return;
                    moved = true;
                    if (onCursor)
                        root.playback.seek(view.timeAt(mouse.x));
                    else
                        view.pan(mouse.x - lastX);
                    lastX = mouse.x;
                }
                onReleased: mouse => {
                    if (!moved && root.playback.file !== "" && root.hasCursor)
                        root.playback.seek(view.timeAt(mouse.x));
                }
                onWheel: wheel => {
                    if (wheel.angleDelta.x !== 0)
                        view.pan(wheel.angleDelta.x / 2);
                    else
                        view.zoom(Math.pow(0.999, wheel.angleDelta.y), wheel.x);
                }
            }
        }
    }

    Connections {
        target: root.playback

        function onPositionChanged(): void {
            if (root.hasCursor && root.playback.playing)
                view.bringIntoView(root.playback.position);
        }
    }
}
