// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Theme

/// One of many, from a list that opens.
T.ComboBox {
    id: root

    /// The accessible name.
    property string label: ""

    Accessible.name: label

    focusPolicy: Qt.StrongFocus
    font.family: Theme.uiFamily
    font.pixelSize: Theme.bodySize
    hoverEnabled: true
    implicitHeight: Math.max(Theme.targetSize, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Math.max(160, Math.ceil(implicitContentWidth) + leftPadding + rightPadding)
    leftPadding: mirrored ? 36 : Theme.spacingM
    rightPadding: mirrored ? Theme.spacingM : 36

    background: FieldSurface {
        color: Theme.palette.raised
        focused: root.visualFocus || popup.visible
        hovered: root.hovered

        readonly property T.Popup popup: root.popup

        StateLayer {
            hovered: root.hovered && root.enabled
            pressed: root.down
            radius: parent.radius
        }
    }

    contentItem: AppText {
        font: root.font
        text: root.displayText
    }

    indicator: Icon {
        color: root.enabled ? Theme.palette.quiet : Theme.palette.disabled
        name: "chevron-down"
        size: 16
        x: root.mirrored ? Theme.spacingM : root.width - width - Theme.spacingM
        y: (root.height - height) / 2
    }

    delegate: AppMenuItem {
        required property int index

        checkable: true
        checked: index === root.currentIndex
        highlighted: index === root.highlightedIndex
        text: root.textAt(index)
        width: ListView.view.width
    }

    popup: T.Popup {
        bottomMargin: Theme.spacingS
        height: Math.min(contentItem.implicitHeight + 2 * padding, 360)
        padding: Theme.spacingXs
        topMargin: Theme.spacingS
        width: root.width
        y: root.height + Theme.spacingXs

        background: FloatingSurface {}

        contentItem: ListView {
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            currentIndex: root.highlightedIndex
            implicitHeight: contentHeight
            model: root.delegateModel

            T.ScrollBar.vertical: AppScrollBar {}
        }

        enter: Transition {
            NumberAnimation { duration: Theme.fadeDuration; from: 0; property: "opacity"; to: 1 }
        }
    }
}
