// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Orrery.Theme
import Orrery.Controls
import Orrery.Hub

/// The results, as many columns as there is room for. Arrow keys walk, Enter opens, and more comes before the end is reached.
GridView {
    id: root

    required property ExploreController explore
    readonly property int columns: Math.max(1, Math.floor(width / (296 * Math.max(1, Theme.textScale * 0.9))))

    signal opened(string kind, string repo, string endpoint)

    function openCurrent(): void {
        const card = currentItem as ResultDelegate;
        if (card)
            card.open();
    }

    /// Asks for more while there are still some screens to go.
    function askForMore(): void {
        if (contentY - originY > contentHeight - 4 * height)
            explore.more();
    }

    Accessible.name: qsTr("Results")
    Accessible.role: Accessible.List
    Keys.onEnterPressed: openCurrent()
    Keys.onReturnPressed: openCurrent()
    Keys.onSpacePressed: openCurrent()

    activeFocusOnTab: true
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: cellHeight * 3
    cellHeight: Math.round(98 + 88 * Theme.textScale)
    cellWidth: Math.floor((width - 1) / columns)
    clip: true
    currentIndex: -1
    keyNavigationEnabled: true
    model: explore.results
    pixelAligned: true
    reuseItems: true

    onActiveFocusChanged: if (activeFocus && currentIndex < 0 && count > 0) currentIndex = 0
    onContentYChanged: askForMore()
    onCountChanged: askForMore()
    onHeightChanged: askForMore()

    T.ScrollBar.vertical: AppScrollBar {}

    Binding {
        property: "followsTop"
        target: root.explore
        value: root.atYBeginning && root.currentIndex <= 0
    }

    Connections {
        target: root.explore

        function onRestarted() {
            root.currentIndex = root.activeFocus && root.count > 0 ? 0 : -1;
            root.positionViewAtBeginning();
        }
    }

    delegate: ResultDelegate {
        height: root.cellHeight
        width: root.cellWidth
        current: GridView.isCurrentItem && GridView.view.activeFocus
        offline: root.explore.offline
        onChosen: (kind, repo, endpoint) => {
            root.currentIndex = index;
            root.opened(kind, repo, endpoint);
        }
    }
}
