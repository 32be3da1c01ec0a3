// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Orrery.Cards
import Orrery.Controls
import Orrery.Theme

/// A card to read: only the blocks in sight exist. It opens nothing and fetches nothing by itself: links are told, pictures come
/// from the network once `imagesAllowed` is set, which `imagesRequested` asks for.
ListView {
    id: root

    required property CardModel card
    property bool imagesAllowed: false

    signal imagesRequested
    /// Absolute: http, https or mailto. Links within the card scroll it instead.
    signal linkActivated(url link)

    function follow(link: string): void {
        if (link.startsWith("#")) {
            const row = card.rowOfAnchor(link);
            if (row >= 0)
                positionViewAtIndex(row, ListView.Beginning);
            return;
        }
        const target = card.resolvedLink(link);
        if (target.toString() !== "")
            linkActivated(target);
    }

    function scrollBy(distance: real): void {
        const end = Math.max(originY, originY + contentHeight - height);
        contentY = Math.max(originY, Math.min(contentY + distance, end));
    }

    function scrollByKey(event: KeyEvent): void {
        event.accepted = true;
        switch (event.key) {
        case Qt.Key_Up: return scrollBy(-3 * Theme.bodySize);
        case Qt.Key_Down: return scrollBy(3 * Theme.bodySize);
        case Qt.Key_PageUp: return scrollBy(-0.9 * height);
        case Qt.Key_Space:
        case Qt.Key_PageDown: return scrollBy(0.9 * height);
        case Qt.Key_Home: return positionViewAtBeginning();
        case Qt.Key_End: return positionViewAtEnd();
        default: event.accepted = false;
        }
    }

    Accessible.name: qsTr("Card")
    Accessible.role: Accessible.Document
    Keys.onPressed: event => scrollByKey(event)

    activeFocusOnTab: true
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 400
    clip: true
    keyNavigationEnabled: false
    model: card

    T.ScrollBar.vertical: AppScrollBar {}

    Binding { target: root.card; property: "linkColor"; value: Theme.palette.accent }
    Binding { target: root.card; property: "codeColor"; value: Theme.palette.sunken }
    Binding { target: root.card; property: "lineColor"; value: Theme.palette.line }
    Binding { target: root.card; property: "monoFamily"; value: Theme.monoFamily }

    delegate: CardBlock {
        imagesAllowed: root.imagesAllowed
        width: Math.min(root.width - Theme.spacingM, Theme.readingWidth)
        onImagesRequested: root.imagesRequested()
        onLinkActivated: link => root.follow(link)
    }

    footer: card && card.cut ? Qt.createComponent("CardEnd.qml") : null
}
