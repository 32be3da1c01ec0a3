// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Controls
import Orrery.Theme

/// "Something is going on". Only beside words that say what. With reduced motion it breathes instead of turning.
Icon {
    id: root

    property bool running: true

    color: Theme.palette.quiet
    name: "spinner"
    size: 16

    RotationAnimator on rotation {
        duration: 900
        from: 0
        loops: Animation.Infinite
        running: root.running && root.visible && !Theme.reducedMotion
        to: 360
    }

    SequentialAnimation on opacity {
        loops: Animation.Infinite
        running: root.running && root.visible && Theme.reducedMotion

        OpacityAnimator { duration: 700; from: 1; to: 0.4 }
        OpacityAnimator { duration: 700; from: 0.4; to: 1 }
    }
}
