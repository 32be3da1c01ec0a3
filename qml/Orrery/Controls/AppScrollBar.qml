// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Theme

/// A thin bar that fades out where nothing moves, and widens under the pointer.
T.ScrollBar {
    id: root

    readonly property bool awake: active || hovered || pressed

    hoverEnabled: true
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    minimumSize: 0.08
    padding: 2
    visible: policy === T.ScrollBar.AlwaysOn || (policy === T.ScrollBar.AsNeeded && size < 1)

    contentItem: Rectangle {
        color: root.pressed || root.hovered ? Theme.palette.quiet : Theme.palette.outline
        implicitHeight: root.horizontal ? 6 : 40
        implicitWidth: root.horizontal ? 40 : 6
        opacity: root.awake || Theme.contrast ? 1 : 0.45
        radius: 3

        Behavior on opacity {
            NumberAnimation { duration: Theme.fadeDuration }
        }
    }
}
