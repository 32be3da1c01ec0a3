// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Robot
import Orrery.Theme

/// The picked part of the robot in plain words.
Card {
    id: root

    required property PartListModel parts

    Accessible.name: qsTr("%1. %2").arg(root.parts.pickedName).arg(root.parts.pickedText)
    Accessible.role: Accessible.StaticText
    objectName: "partCard"
    visible: root.parts.picked >= 0

    ColumnLayout {
        spacing: Theme.spacingXs
        width: parent.width

        RowLayout {
            Layout.fillWidth: true

            AppText {
                Layout.fillWidth: true
                elide: Text.ElideMiddle
                kind: AppText.Kind.Title
                text: root.parts.pickedName
            }
            IconButton {
                icon.name: "close"
                iconSize: 16
                text: qsTr("Pick no part")
                onClicked: root.parts.picked = -1
            }
        }
        AppText {
            Layout.fillWidth: true
            text: root.parts.pickedText
            wrapMode: Text.Wrap
        }
        Repeater {
            model: root.parts.pickedFacts

            RowLayout {
                id: factRow
                required property var modelData

                Layout.fillWidth: true

                AppText {
                    Layout.preferredWidth: 120
                    kind: AppText.Kind.Label
                    text: factRow.modelData.name
                    tone: AppText.Tone.Quiet
                }
                AppText {
                    Layout.fillWidth: true
                    elide: Text.ElideMiddle
                    kind: AppText.Kind.Label
                    text: factRow.modelData.value
                }
            }
        }
    }
}
