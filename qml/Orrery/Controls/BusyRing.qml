// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Controls
import Orrery.Theme

/// "Something is going on". Only beside words that say what. With reduced motion it breathes instead of turning.
/// Moved by the GUI thread: frames that the render thread makes by itself are frames the GUI thread has to wait for.
Icon {
    id: root

    property bool running: true

    color: Theme.palette.quiet
    name: "spinner"
    size: 16

    RotationAnimation on rotation {
        duration: 900
        from: 0
        loops: Animation.Infinite
        running: root.running && root.visible && !Theme.reducedMotion
        to: 360
    }

    SequentialAnimation on opacity {
        loops: Animation.Infinite
        running: root.running && root.visible && Theme.reducedMotion

        NumberAnimation { duration: 700; from: 1; to: 0.4 }
        NumberAnimation { duration: 700; from: 0.4; to: 1 }
    }
}
