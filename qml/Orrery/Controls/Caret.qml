// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme

/// Where the next letter goes. Blinks as the desktop wishes, and stands still while `calm`: each blink is a frame, and where the CPU
/// draws, a frame that something else on the page then waits for.
Rectangle {
    id: root

    required property bool shown
    property bool calm: false

    property bool lit: true

    color: Theme.palette.text
    visible: shown && lit
    width: Theme.lineWidth

    onXChanged: if (blink.running) blink.restart()
    onYChanged: if (blink.running) blink.restart()

    Timer {
        id: blink

        readonly property var hints: Qt.styleHints
        readonly property int flash: hints.cursorFlashTime

        interval: Math.max(100, flash / 2)
        repeat: true
        running: root.shown && !root.calm && flash > 0
        onRunningChanged: root.lit = true
        onTriggered: root.lit = !root.lit
    }
}
