// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Orrery.Cards
import Orrery.Chat
import Orrery.Controls
import Orrery.Theme

/// The conversation. Follows the end while an answer grows, unless the person scrolled away from it.
ListView {
    id: root

    required property ChatController chat

    signal linkActivated(string link)

    property bool follow: true
    readonly property real atEndSlack: 40
    readonly property bool atEnd: contentHeight - height - (contentY - originY) < atEndSlack

    /// Where the view stands when its end is in sight, and when its beginning is.
    function lastY(): real {
        return Math.max(firstY(), originY + contentHeight + bottomMargin - height);
    }

    function firstY(): real {
        return originY - topMargin;
    }

    function scrollBy(distance: real): void {
        contentY = Math.max(firstY(), Math.min(contentY + distance, lastY()));
        follow = atEnd;
    }

    function scrollByKey(event: KeyEvent): void {
        event.accepted = true;
        switch (event.key) {
        case Qt.Key_Up: return scrollBy(-3 * Theme.bodySize);
        case Qt.Key_Down: return scrollBy(3 * Theme.bodySize);
        case Qt.Key_PageUp: return scrollBy(-0.9 * height);
        case Qt.Key_Space:
        case Qt.Key_PageDown: return scrollBy(0.9 * height);
        case Qt.Key_Home:
            follow = false;
            return showBeginning();
        case Qt.Key_End: return showEnd();
        default: event.accepted = false;
        }
    }

    function showBeginning(): void {
        positionViewAtBeginning();
        contentY = firstY();
    }

    function showEnd(): void {
        follow = true;
        toEnd.restart();
    }

    function followEnd(): void {
        if (follow && contentHeight > height)
            contentY = lastY();
    }

    function showTurn(turn: real): void {
        const row = chat.transcript.rowOfTurn(turn);
        if (row < 0)
            return;
        follow = false;
        positionViewAtIndex(row, ListView.Beginning);
        toRow.row = row;
        toRow.restart();
    }

    Accessible.name: qsTr("Conversation")
    Accessible.role: Accessible.List
    Keys.onPressed: event => scrollByKey(event)

    activeFocusOnTab: true
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 200
    clip: true
    currentIndex: -1 // the highlight of a current row would slide along for as long as rows are added: a frame without end
    keyNavigationEnabled: false
    model: chat.transcript
    bottomMargin: Theme.spacingL
    topMargin: Theme.spacingL

    onContentHeightChanged: followEnd()
    onHeightChanged: followEnd()
    onMovementEnded: follow = atEnd
    onFlickStarted: follow = false

    T.ScrollBar.vertical: AppScrollBar {}

    Binding { target: root.chat.transcript; property: "linkColor"; value: Theme.palette.accent }
    Binding { target: root.chat.transcript; property: "codeColor"; value: Theme.palette.sunken }
    Binding { target: root.chat.transcript; property: "lineColor"; value: Theme.palette.line }
    Binding { target: root.chat.transcript; property: "monoFamily"; value: Theme.monoFamily }

    /// Laid out at once: what is laid out just before a frame asks for a second one, which waits for the first to be drawn.
    Connections {
        target: root.chat.transcript
        function onGrew(): void {
            root.forceLayout();
            root.followEnd();
        }
    }

    Connections {
        target: root.chat
        function onShown(turn: real): void {
            if (turn === 0)
                root.showEnd();
            else
                root.showTurn(turn);
        }
    }

    /// Once the layout of this turn of the event loop is done.
    Timer {
        id: toEnd
        interval: 0
        onTriggered: {
            root.positionViewAtEnd();
            root.contentY = root.lastY();
        }
    }

    /// Again, once the rows around it have their true heights.
    Timer {
        id: toRow

        property int row: -1

        interval: 0
        onTriggered: root.positionViewAtIndex(row, ListView.Beginning)
    }

    WheelHandler {
        onWheel: event => {
            root.scrollBy(-event.angleDelta.y * 0.5);
            event.accepted = true;
        }
    }

    /// What rows are made of, read with the page: the first words of an answer find it there.
    readonly property list<Component> parts: [
        Component { QuestionRow {} },
        Component { QuestionActions {} },
        Component { BlockRow {} },
        Component { ThinkingHead {} },
        Component { AnswerFoot {} },
        Component { AnswerActions {} },
        Component { AnswerProblem {} },
        Component { CardParagraph {} },
        Component { CardCode {} },
        Component { CardTable {} }
    ]

    delegate: TranscriptRow {
        chat: root.chat
        last: index === root.count - 1
        width: ListView.view.width
        onLinkActivated: link => root.linkActivated(link)
    }
}
