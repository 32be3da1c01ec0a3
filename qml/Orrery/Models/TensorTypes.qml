// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// How the numbers of a model are packed: a bar for each type.
ColumnLayout {
    id: root

    required property var types

    spacing: Theme.spacingXs

    Repeater {
        model: root.types

        RowLayout {
            id: row

            required property var modelData

            Accessible.name: qsTr("%1: %2, %3", "type, size, tensors").arg(modelData.name).arg(modelData.sizeText).arg(modelData.countText)
            Accessible.role: Accessible.StaticText
            Layout.fillWidth: true
            spacing: Theme.spacingM

            AppText {
                Layout.preferredWidth: Math.round(64 * Theme.textScale)
                kind: AppText.Kind.Label
                mono: true
                text: row.modelData.name
            }
            Item {
                Layout.fillWidth: true
                implicitHeight: 8

                Rectangle {
                    color: Theme.palette.sunken
                    height: parent.height
                    radius: 4
                    width: parent.width
                }
                Rectangle {
                    color: Theme.seriesColor(0)
                    height: parent.height
                    radius: 4
                    width: Math.max(4, row.modelData.share * parent.width)
                }
            }
            AppText {
                Layout.preferredWidth: Math.round(140 * Theme.textScale)
                horizontalAlignment: Text.AlignRight
                kind: AppText.Kind.Caption
                text: qsTr("%1, %2", "size, tensors").arg(row.modelData.sizeText).arg(row.modelData.countText)
                tone: AppText.Tone.Quiet
            }
        }
    }
}
