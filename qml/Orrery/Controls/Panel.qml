// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme

/// A column beside the page: a title with buttons at its end, a hairline towards the page, and content below.
T.Page {
    id: root

    /// Which side the hairline is on: Qt.LeftEdge (a panel at the right of the page), Qt.RightEdge, or 0 for none.
    property int lineEdge: Qt.LeftEdge
    /// Buttons at the end of the title.
    property alias actions: end.data

    Accessible.name: title
    Accessible.role: Accessible.Pane

    implicitHeight: implicitHeaderHeight + implicitContentHeight + topPadding + bottomPadding
    implicitWidth: Math.max(implicitHeaderWidth, implicitContentWidth + leftPadding + rightPadding)
    padding: Theme.spacingL
    topPadding: title === "" ? Theme.spacingL : Theme.spacingXs

    background: Rectangle {
        color: Theme.palette.base

        Separator {
            readonly property bool atLeft: (root.lineEdge === Qt.LeftEdge) !== root.mirrored

            height: parent.height
            vertical: true
            visible: root.lineEdge !== 0
            x: atLeft ? 0 : parent.width - width
        }
    }

    header: T.Pane { // qmllint disable deferred-property-id
        readonly property real endPadding: end.children.length > 0 ? Theme.spacingS : Theme.spacingL

        implicitHeight: implicitContentHeight + topPadding + bottomPadding
        implicitWidth: implicitContentWidth + leftPadding + rightPadding
        bottomPadding: Theme.spacingXs
        leftPadding: root.mirrored ? endPadding : Theme.spacingL
        rightPadding: root.mirrored ? Theme.spacingL : endPadding
        topPadding: Theme.spacingS
        visible: root.title !== "" || end.children.length > 0

        contentItem: RowLayout { // qmllint disable deferred-property-id
            spacing: Theme.spacingXs

            AppText {
                Accessible.name: text
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                Layout.minimumHeight: Theme.targetSize
                strong: true
                text: root.title
            }

            RowLayout {
                id: end

                spacing: Theme.spacingXs
            }
        }
    }
}
