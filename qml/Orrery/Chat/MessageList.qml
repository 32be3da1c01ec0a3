// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Orrery.Theme
import Orrery.Controls
import Orrery.Chat

/// The conversation. Follows the end while an answer grows, unless the person scrolled away from it.
ListView {
    id: root

    required property ChatMessageModel messages

    signal copyRequested(string text)

    property bool follow: true
    readonly property real atEndSlack: 40

    model: messages
    clip: true
    spacing: Theme.spacingS
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Conversation")

    onContentHeightChanged: if (follow) toEnd.restart()
    onMovementEnded: follow = contentHeight - height - (contentY - originY) < atEndSlack
    onCountChanged: {
        follow = true;
        toEnd.restart();
    }

    T.ScrollBar.vertical: AppScrollBar {}

    /// Once the layout of this turn of the event loop is done.
    Timer {
        id: toEnd
        interval: 0
        onTriggered: root.positionViewAtEnd()
    }

    delegate: MessageDelegate {
        width: ListView.view.width
        onCopyRequested: (text) => root.copyRequested(text)
    }
}
