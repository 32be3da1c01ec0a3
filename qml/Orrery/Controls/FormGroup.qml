// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// Choices that belong together: a heading and rows in one card.
ColumnLayout {
    id: root

    required property string title
    default property alias rows: column.data

    spacing: Theme.spacingS

    SectionHeader {
        Layout.fillWidth: true
        title: root.title
    }
    Card {
        Layout.fillWidth: true

        ColumnLayout {
            id: column
            anchors.fill: parent
            spacing: Theme.spacingL
        }
    }
}
