// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Robot
import Orrery.Scene3D
import Orrery.Theme

/// The parts of the robot as a tree to search and to pick from.
ColumnLayout {
    id: root

    required property PartListModel parts
    required property ViewOptions view
    /// The link under the pointer in the list; -1 is none.
    property int hoveredLink: -1

    readonly property int rowsShown: 7

    spacing: Theme.spacingS

    AppTextField {
        Layout.fillWidth: true
        clearable: true
        label: qsTr("Search parts")
        leadingIcon: "search"
        objectName: "partSearch"
        placeholderText: qsTr("Search %n part(s)", "", root.parts.total)
        text: root.parts.filter
        visible: root.parts.total > root.rowsShown
        onTextChanged: root.parts.filter = text
    }

    ListView {
        id: list

        function pickCurrent(): void {
            if (currentItem)
                root.parts.picked = (currentItem as PartRow).link;
        }

        Accessible.name: qsTr("Parts")
        Accessible.role: Accessible.List
        Keys.onEnterPressed: pickCurrent()
        Keys.onReturnPressed: pickCurrent()
        Keys.onSpacePressed: pickCurrent()
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(contentHeight, root.rowsShown * 2.6 * Theme.bodySize)
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        currentIndex: -1
        keyNavigationEnabled: true
        model: root.parts
        objectName: "partList"
        onActiveFocusChanged: if (activeFocus && currentIndex < 0 && count > 0) currentIndex = Math.max(0, root.parts.pickedRow)

        T.ScrollBar.vertical: AppScrollBar {}

        delegate: PartRow {
            picked: link === root.parts.picked
            opacityShown: root.view.opacities[link] ?? root.view.opacity
            width: list.width
            onClicked: root.parts.picked = picked ? -1 : link
            onLookRequested: root.view.setLook(link, (root.view.lookOf(link) + 1) % 3)
            onHoveredChanged: root.hoveredLink = hovered ? link : root.hoveredLink === link ? -1 : root.hoveredLink
        }
    }

    AppText {
        Layout.fillWidth: true
        text: qsTr("No part has that in its name.")
        tone: AppText.Tone.Quiet
        visible: root.parts.count === 0 && root.parts.total > 0
        wrapMode: Text.Wrap
    }

    Connections {
        target: root.parts
        function onPickedChanged(): void {
            if (root.parts.pickedRow >= 0)
                list.positionViewAtIndex(root.parts.pickedRow, ListView.Contain);
        }
    }
}
