// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Theme

/// One of several that may all be chosen.
T.CheckBox {
    id: root

    readonly property bool filled: checkState !== Qt.Unchecked

    Accessible.name: text

    font.family: Theme.uiFamily
    font.pixelSize: Theme.bodySize
    hoverEnabled: true
    implicitHeight: Math.max(Theme.targetSize, implicitContentHeight)
    implicitWidth: text === "" ? 20 : Math.ceil(implicitContentWidth) + leftPadding + rightPadding
    leftPadding: mirrored ? 0 : 20 + spacing
    rightPadding: mirrored ? 20 + spacing : 0
    spacing: Theme.spacingM

    indicator: Rectangle {
        border.color: root.filled ? Theme.palette.accent : Theme.palette.outline
        border.width: Theme.lineWidth
        color: root.filled ? Theme.palette.accent : Theme.palette.sunken
        height: 20
        opacity: root.enabled ? 1 : 0.5
        radius: 5
        width: 20
        x: root.mirrored ? root.width - width : 0
        y: (root.height - height) / 2

        Icon {
            anchors.centerIn: parent
            color: Theme.palette.accentText
            name: "check"
            size: 16
            visible: root.checkState === Qt.Checked
        }

        Rectangle {
            anchors.centerIn: parent
            color: Theme.palette.accentText
            height: 2
            radius: 1
            visible: root.checkState === Qt.PartiallyChecked
            width: 10
        }

        StateLayer {
            hovered: root.hovered && root.enabled
            pressed: root.down
            radius: 5
        }

        FocusRing {
            innerRadius: 5
            shown: root.visualFocus
        }
    }

    contentItem: AppText {
        font: root.font
        text: root.text
    }
}
