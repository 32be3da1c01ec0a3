// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Cards

/// An answer to read. While it is being written the view keeps to its end, unless the reader has scrolled away.
CardView {
    id: root

    property bool following: false
    property string label: ""
    property bool atEnd: true

    Accessible.name: label
    onContentHeightChanged: {
        if (following && atEnd)
            toEnd.restart();
    }
    onFollowingChanged: atEnd = true
    onMovementEnded: atEnd = atYEnd
    Keys.onReleased: atEnd = atYEnd

    /// Once the layout of this turn of the event loop is done.
    Timer {
        id: toEnd

        interval: 0
        onTriggered: root.positionViewAtEnd()
    }
}
