// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme

/// The ring around what the keyboard is on. Fills its parent and stands a little outside of it.
Rectangle {
    id: root

    required property bool shown
    /// The radius of what it surrounds.
    property real innerRadius: Theme.radiusControl

    anchors.fill: parent
    anchors.margins: -(Theme.focusGap + Theme.focusWidth)
    border.color: Theme.palette.focus
    border.width: Theme.focusWidth
    color: "transparent"
    radius: innerRadius + Theme.focusGap + Theme.focusWidth
    visible: shown
}
