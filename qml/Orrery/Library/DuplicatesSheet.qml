// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme
import Orrery.Controls

/// Files that lie on this disk more than once.
Sheet {
    id: root

    required property var duplicates

    title: qsTr("Here twice")

    ListView {
        id: list
        anchors.fill: parent
        clip: true
        spacing: Theme.spacingM
        boundsBehavior: Flickable.StopAtBounds
        model: root.duplicates
        T.ScrollBar.vertical: AppScrollBar {}

        delegate: Card {
            id: row
            required property var modelData

            width: list.width
            padding: Theme.spacingM

            contentItem: ColumnLayout { // qmllint disable deferred-property-id
                spacing: Theme.spacingXs

                AppText {
                    Layout.fillWidth: true
                    text: row.modelData.certain ? qsTr("%1, the same bytes").arg(row.modelData.sizeText)
                                                : qsTr("%1, the same name and size").arg(row.modelData.sizeText)
                    strong: true
                }
                Repeater {
                    model: row.modelData.files

                    AppText {
                        required property string modelData

                        Layout.fillWidth: true
                        text: modelData
                        kind: AppText.Kind.Caption
                        mono: true
                        wrapMode: Text.WrapAnywhere
                    }
                }
            }
        }
    }
}
