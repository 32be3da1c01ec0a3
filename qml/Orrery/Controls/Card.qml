// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Theme

/// A raised surface for one subject. Its children share one content item, usually a single layout.
T.Pane {
    id: root

    property real radius: Theme.radiusCard

    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    padding: Theme.spacingL

    background: Rectangle {
        border.color: Theme.palette.line
        border.width: Theme.lineWidth
        color: Theme.palette.raised
        radius: root.radius
    }
}
