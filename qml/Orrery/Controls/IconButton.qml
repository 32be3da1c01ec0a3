// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Theme

/// An icon alone. `text` is its accessible name and the tooltip, so it is never empty.
T.Button {
    id: root

    required text
    /// Told at the end of the tooltip, for example "Ctrl+K".
    property string shortcutText: ""
    property real iconSize: Theme.iconSize
    /// Pressed by hand and still under the pointer: what it is has been understood, and what it opened may lie where the tooltip would.
    property bool understood: false
    property color ink: !enabled ? Theme.palette.disabled
        : checked ? Theme.palette.accent : hovered || down ? Theme.palette.text : Theme.palette.quiet

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
    Keys.onEnterPressed: root.press()
    Keys.onReturnPressed: root.press()

    onHoveredChanged: if (!hovered) understood = false
    onPressed: understood = hovered

    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    implicitHeight: Theme.targetSize
    implicitWidth: Theme.targetSize

    background: Rectangle {
        border.color: Theme.palette.accent
        border.width: root.checked && Theme.contrast ? Theme.lineWidth : 0
        color: root.checked ? Theme.palette.selection : "transparent"
        radius: Theme.radiusControl

        StateLayer {
            hovered: root.hovered && root.enabled
            pressed: root.down
            radius: Theme.radiusControl
        }

        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            color: root.ink
            mirror: root.mirrored && (name === "chevron-left" || name === "chevron-right" || name === "send")
            name: root.icon.name
            size: root.iconSize
        }
    }

    LateTip {
        text: root.shortcutText === "" ? root.text : qsTr("%1 (%2)").arg(root.text).arg(root.shortcutText)
        wanted: root.hovered && !root.down && !root.understood || root.visualFocus
    }
}
