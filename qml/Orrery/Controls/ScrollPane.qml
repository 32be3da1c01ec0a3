// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme

/// A page taller than its window: children stand in one column as wide as the pane, and whatever the keyboard goes to is scrolled
/// into sight.
Flickable {
    id: root

    property real padding: 0
    /// Room kept for the scroll bar beside the content, where the padding leaves none.
    property real barSpace: 0
    property real contentSpacing: Theme.spacingL
    default property alias content: column.data
    readonly property Item focused: root.Window.activeFocusItem

    function reveal(item: Item): void {
        if (!holds(item))
            return;
        const top = column.mapFromItem(item, 0, 0).y + column.y - Theme.spacingS;
        const bottom = top + item.height + 2 * Theme.spacingS;
        if (top < contentY)
            contentY = Math.max(0, top);
        else if (bottom > contentY + height)
            contentY = Math.max(0, Math.min(bottom - height, contentHeight - height));
    }

    function holds(item: Item): bool {
        for (let at = item; at; at = at.parent) {
            if (at === column)
                return item.height < height;
        }
        return false;
    }

    boundsBehavior: Flickable.StopAtBounds
    clip: true
    contentHeight: column.implicitHeight + 2 * padding
    contentWidth: width
    flickableDirection: Flickable.VerticalFlick
    implicitHeight: contentHeight
    implicitWidth: column.implicitWidth + 2 * padding

    onFocusedChanged: reveal(focused)

    T.ScrollBar.vertical: AppScrollBar {}

    ColumnLayout {
        id: column

        spacing: root.contentSpacing
        width: root.width - 2 * root.padding - root.barSpace
        x: root.padding
        y: root.padding
    }
}
