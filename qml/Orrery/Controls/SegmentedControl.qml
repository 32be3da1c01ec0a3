// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme

/// A few choices side by side, one of them taken. One stop for Tab; arrow keys choose. `currentIndex` is what the owner says it is;
/// `activated` is what the person asks for.
T.Control {
    id: root

    required property list<string> options
    /// Names of icons, one an option, or empty.
    property list<string> icons
    property int currentIndex: 0
    /// The accessible name of the whole.
    property string label: ""

    signal activated(index: int)

    function choose(index: int): void {
        if (index >= 0 && index < options.length && index !== currentIndex)
            root.activated(index);
    }

    Accessible.name: label
    Accessible.role: Accessible.PageTabList
    Keys.onLeftPressed: choose(currentIndex + (mirrored ? 1 : -1))
    Keys.onRightPressed: choose(currentIndex + (mirrored ? -1 : 1))

    focusPolicy: Qt.StrongFocus
    font.family: Theme.uiFamily
    font.pixelSize: Theme.labelSize
    implicitHeight: Math.max(Theme.targetSize, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Math.ceil(implicitContentWidth) + leftPadding + rightPadding
    padding: 3

    background: Rectangle {
        border.color: Theme.palette.line
        border.width: Theme.lineWidth
        color: Theme.palette.sunken
        radius: Theme.radiusControl

        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: RowLayout {
        spacing: 2

        Repeater {
            model: root.options

            SegmentButton {
                required property int index
                required property string modelData

                Layout.fillHeight: true
                Layout.fillWidth: true
                checked: index === root.currentIndex
                font: root.font
                iconName: index < root.icons.length ? root.icons[index] : ""
                text: modelData
                onClicked: root.choose(index)
            }
        }
    }
}
