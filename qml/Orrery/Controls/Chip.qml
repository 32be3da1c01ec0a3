// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Theme

/// A small choice among others: a filter, a tag. Checked ones also show a tick.
T.Button {
    id: root

    readonly property color ink: !enabled ? Theme.palette.disabled : Theme.palette.text
    readonly property string shownIcon: checked ? "check" : icon.name

    /// What Enter does; Qt's own buttons answer to Space alone.
    function press(): void {
        if (checkable)
            toggle();
        if (action)
            action.trigger(root);
        else
            root.clicked();
    }

    Accessible.checkable: checkable
    Accessible.checked: checked
    Accessible.name: text
    Keys.onEnterPressed: root.press()
    Keys.onReturnPressed: root.press()

    focusPolicy: Qt.StrongFocus
    font.family: Theme.uiFamily
    font.pixelSize: Theme.labelSize
    hoverEnabled: true
    implicitHeight: Math.max(Theme.targetSize, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Math.max(Theme.targetSize, implicitContentWidth + leftPadding + rightPadding)
    leftPadding: shownIcon === "" ? Theme.spacingM + 2 : Theme.spacingM
    rightPadding: Theme.spacingM + 2

    background: Rectangle {
        border.color: root.checked ? Theme.palette.accent : root.hovered ? Theme.palette.outline : Theme.palette.line
        border.width: Theme.lineWidth
        color: root.checked ? Theme.palette.selection : Theme.palette.raised
        radius: height / 2

        StateLayer {
            hovered: root.hovered && root.enabled
            pressed: root.down
            radius: parent.radius
        }

        FocusRing {
            innerRadius: parent.radius
            shown: root.visualFocus
        }
    }

    contentItem: RowLayout {
        spacing: Theme.spacingXs + 2

        Icon {
            color: root.checked ? Theme.palette.accent : root.ink
            name: root.shownIcon
            size: 16
            visible: name !== ""
        }

        AppText {
            Layout.fillWidth: true
            color: root.ink
            font: root.font
            horizontalAlignment: root.shownIcon === "" ? Text.AlignHCenter : Text.AlignLeft
            text: root.text
        }
    }
}
