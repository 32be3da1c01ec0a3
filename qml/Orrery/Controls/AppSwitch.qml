// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Theme

/// On or off, at once. The words stand beside it; the knob's side and fill tell the state.
T.Switch {
    id: root

    Accessible.name: text

    font.family: Theme.uiFamily
    font.pixelSize: Theme.bodySize
    hoverEnabled: true
    implicitHeight: Math.max(Theme.targetSize, implicitContentHeight)
    implicitWidth: text === "" ? 40 : Math.ceil(implicitContentWidth) + leftPadding + rightPadding
    leftPadding: mirrored ? 0 : 40 + spacing
    rightPadding: mirrored ? 40 + spacing : 0
    spacing: Theme.spacingM

    indicator: Rectangle {
        border.color: root.checked ? Theme.palette.accent : Theme.palette.outline
        border.width: Theme.lineWidth
        color: !root.checked ? Theme.palette.sunken : root.enabled ? Theme.palette.accent : Theme.palette.disabled
        height: 22
        opacity: root.enabled ? 1 : 0.5
        radius: 11
        width: 40
        x: root.mirrored ? root.width - width : 0
        y: (root.height - height) / 2

        Behavior on color {
            ColorAnimation { duration: Theme.hoverDuration }
        }

        Rectangle {
            color: root.checked ? Theme.palette.accentText : Theme.palette.quiet
            height: 14
            radius: 7
            width: 14
            x: 4 + root.visualPosition * (parent.width - width - 8)
            y: 4

            Behavior on x {
                enabled: !root.down
                NumberAnimation { duration: Theme.hoverDuration; easing.type: Easing.OutCubic }
            }
        }

        StateLayer {
            hovered: root.hovered && root.enabled
            pressed: root.down
            radius: 11
        }

        FocusRing {
            innerRadius: 11
            shown: root.visualFocus
        }
    }

    contentItem: AppText {
        font: root.font
        text: root.text
    }
}
