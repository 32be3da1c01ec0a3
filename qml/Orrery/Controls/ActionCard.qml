// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Theme

/// A card that is pressed as a whole: a choice on a page, a row of a list. `text` is its accessible name.
T.AbstractButton {
    id: root

    required text
    property bool selected: false
    property real radius: Theme.radiusCard
    default property alias content: holder.data

    /// What Enter does; Qt's own buttons answer to Space alone.
    function press(): void {
        if (checkable)
            toggle();
        if (action)
            action.trigger(root);
        else
            root.clicked();
    }

    Accessible.name: text
    Accessible.role: Accessible.Button
    Accessible.selected: selected
    Keys.onEnterPressed: root.press()
    Keys.onReturnPressed: root.press()

    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    implicitHeight: Math.max(Theme.targetSize, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Math.max(Theme.targetSize, implicitContentWidth + leftPadding + rightPadding)
    padding: Theme.spacingL

    background: Rectangle {
        border.color: root.selected ? Theme.palette.accent : root.hovered ? Theme.palette.outline : Theme.palette.line
        border.width: root.selected ? 2 : Theme.lineWidth
        color: root.selected ? Theme.palette.selection : Theme.palette.raised
        radius: root.radius

        Behavior on border.color {
            ColorAnimation { duration: Theme.hoverDuration }
        }

        StateLayer {
            hovered: root.hovered && root.enabled
            pressed: root.down
            radius: root.radius
        }

        FocusRing {
            innerRadius: root.radius
            shown: root.visualFocus
        }
    }

    contentItem: Item { // qmllint disable deferred-property-id
        id: holder

        readonly property Item first: children.length > 0 ? children[0] : null

        implicitHeight: first ? first.implicitHeight : 0
        implicitWidth: first ? first.implicitWidth : 0
    }
}
