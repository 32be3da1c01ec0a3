// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Telemetry
import Orrery.Theme

/// Plays the open take: play, scrub, loop, speed. Space plays and pauses; the arrow keys on the line go a tenth of a second, Page Up and
/// Page Down a second.
RowLayout {
    id: root

    required property PlaybackController playback

    readonly property var speeds: [0.1, 0.25, 0.5, 1, 2, 4]

    spacing: Theme.spacingS

    IconButton {
        icon.name: root.playback.playing ? "pause" : "play"
        objectName: "playButton"
        shortcutText: qsTr("Space")
        text: root.playback.playing ? qsTr("Pause") : qsTr("Play")
        onClicked: root.playback.togglePlaying()
    }
    AppText {
        Accessible.name: qsTr("At %1 of %2").arg(root.playback.positionText).arg(root.playback.durationText)
        Layout.minimumWidth: widest.advanceWidth
        horizontalAlignment: Text.AlignRight
        kind: AppText.Kind.Label
        text: qsTr("%1 / %2").arg(root.playback.positionText).arg(root.playback.durationText)

        TextMetrics {
            id: widest

            font.family: Theme.uiFamily
            font.pixelSize: Theme.labelSize
            text: qsTr("%1 / %2").arg(root.playback.durationText).arg(root.playback.durationText)
        }
    }
    T.Slider {
        id: scrub

        Accessible.name: qsTr("Place in the take")
        Keys.onPressed: event => {
            const steps = {[Qt.Key_PageUp]: 1, [Qt.Key_PageDown]: -1, [Qt.Key_Left]: -0.1, [Qt.Key_Right]: 0.1};
            const step = steps[event.key];
            if (step !== undefined)
                root.playback.seek(root.playback.position + step);
            else if (event.key === Qt.Key_Home || event.key === Qt.Key_End)
                root.playback.seek(event.key === Qt.Key_Home ? 0 : to);
            event.accepted = step !== undefined || event.key === Qt.Key_Home || event.key === Qt.Key_End;
        }
        Layout.fillWidth: true
        Layout.minimumWidth: 60
        focusPolicy: Qt.StrongFocus
        hoverEnabled: true
        implicitHeight: Theme.targetSize
        objectName: "scrub"
        to: Math.max(root.playback.duration, 0.001)
        onMoved: root.playback.seek(value)

        Binding {
            property: "value"
            target: scrub
            value: root.playback.position
            when: !scrub.pressed
        }

        background: Item {
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                border.color: Theme.palette.outline
                border.width: Theme.contrast ? 1 : 0
                color: Theme.palette.line
                height: 4
                radius: 2
                width: parent.width
            }
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.palette.accent
                height: 4
                radius: 2
                width: scrub.handle.x + scrub.handle.width / 2
            }
        }
        handle: Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            border.color: Theme.palette.accent
            border.width: 2
            color: scrub.pressed ? Theme.palette.accent : Theme.palette.raised
            height: 16
            radius: 8
            width: 16
            x: scrub.visualPosition * (scrub.width - width)

            FocusRing {
                innerRadius: 8
                shown: scrub.visualFocus
            }
        }
    }
    IconButton {
        checkable: true
        checked: root.playback.loop
        icon.name: "retry"
        objectName: "loopButton"
        text: qsTr("Over and over")
        onToggled: root.playback.loop = checked
    }
    AppComboBox {
        Layout.preferredWidth: 92
        currentIndex: root.speeds.indexOf(root.playback.speed)
        displayText: qsTr("%1×").arg(root.playback.speed.toLocaleString(Qt.locale(), "g", 3))
        font.pixelSize: Theme.labelSize
        label: qsTr("Speed")
        model: root.speeds.map(speed => qsTr("%1×").arg(speed.toLocaleString(Qt.locale(), "g", 3)))
        objectName: "speedBox"
        onActivated: index => root.playback.speed = root.speeds[index]
    }
}
