// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Telemetry
import Orrery.Theme

/// The drawer below the stage: records, lists takes, plays them, and draws what the joints did. Drag its upper edge, or use the arrow keys
/// there, to make it larger.
FocusScope {
    id: root

    required property TelemetryController telemetry
    /// What the person made it; the drawer takes as much of it as there is room for.
    property int wantedHeight: 300
    property int maximumHeight: 600
    readonly property int minimumHeight: 230
    readonly property bool narrow: width < 820

    /// The person made it larger or smaller.
    signal heightChosen(height: int)
    signal closeRequested

    property int pane: 1

    function choose(wanted: real): void {
        heightChosen(Math.round(Math.min(Math.max(wanted, minimumHeight), maximumHeight)));
    }

    implicitHeight: Math.min(Math.max(wantedHeight, minimumHeight), Math.max(maximumHeight, minimumHeight))
    onVisibleChanged: if (visible) telemetry.takes.refresh()

    Binding {
        property: "watched"
        target: root.telemetry.plot
        value: root.visible
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.palette.raised

        Rectangle {
            color: edge.activeFocus ? Theme.palette.focus : Theme.palette.line
            height: edge.activeFocus ? Theme.focusWidth : Theme.lineWidth
            width: parent.width
        }
    }
    MouseArea { // clicks here are not for the stage below
        anchors.fill: parent
        acceptedButtons: Qt.AllButtons
        onWheel: wheel => wheel.accepted = true
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.spacingS
        spacing: Theme.spacingXs

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingS

            RecordBar {
                narrow: root.narrow
                record: root.telemetry.record
            }
            Item {
                Layout.fillWidth: true
            }
            SegmentedControl {
                currentIndex: root.pane
                label: qsTr("What the drawer shows")
                options: [qsTr("Takes"), qsTr("Curves")]
                visible: root.narrow
                onActivated: index => root.pane = index
            }
            SegmentedControl {
                currentIndex: root.telemetry.playback.mode
                label: qsTr("What the stage shows")
                objectName: "modes"
                options: [qsTr("Live"), qsTr("Show"), qsTr("Replay")]
                visible: root.telemetry.playback.file !== ""
                onActivated: index => {
                    const playback = root.telemetry.playback;
                    if (index === PlaybackController.Live)
                        playback.goLive();
                    else if (index === PlaybackController.Show)
                        playback.show();
                    else
                        playback.replay();
                }
            }
            IconButton {
                icon.name: "chevron-down"
                objectName: "closeButton"
                shortcutText: "T"
                text: qsTr("Hide the recordings")
                onClicked: root.closeRequested()
            }
        }
        TransportBar {
            Layout.fillWidth: true
            playback: root.telemetry.playback
            visible: root.telemetry.playback.file !== ""
        }
        TimelineMessages {
            Layout.fillWidth: true
            telemetry: root.telemetry
        }
        RowLayout {
            Layout.fillHeight: true
            Layout.fillWidth: true
            spacing: Theme.spacingM

            TakePane {
                Layout.fillHeight: true
                Layout.fillWidth: root.narrow
                Layout.preferredWidth: root.narrow ? -1 : 260
                playback: root.telemetry.playback
                takes: root.telemetry.takes
                visible: !root.narrow || root.pane === 0
            }
            PlotPane {
                Layout.fillHeight: true
                Layout.fillWidth: true
                playback: root.telemetry.playback
                plot: root.telemetry.plot
                visible: !root.narrow || root.pane === 1
            }
            PlotLegend {
                Layout.fillHeight: true
                Layout.preferredWidth: root.narrow ? 190 : 220
                comparing: root.telemetry.playback.comparedFile !== ""
                plot: root.telemetry.plot
                visible: !root.narrow || root.pane === 1
            }
        }
    }

    Item {
        id: edge

        Accessible.description: qsTr("Up and down make the drawer larger and smaller.")
        Accessible.name: qsTr("Height of the drawer")
        Accessible.role: Accessible.Splitter
        Keys.onDownPressed: root.choose(root.height - 20)
        Keys.onUpPressed: root.choose(root.height + 20)
        activeFocusOnTab: true
        height: Theme.spacingS
        width: parent.width
        y: -Theme.spacingXs

        MouseArea {
            property real grip: 0

            anchors.fill: parent
            cursorShape: Qt.SizeVerCursor
            preventStealing: true
            onPressed: mouse => grip = mouse.y
            onPositionChanged: mouse => root.choose(root.height - (mouse.y - grip))
        }
    }
}
