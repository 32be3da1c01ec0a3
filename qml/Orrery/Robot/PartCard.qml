// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Robot
import Orrery.Scene3D
import Orrery.Theme

/// The picked part of the robot in plain words.
Card {
    id: root

    required property PartListModel parts
    required property ViewOptions view

    readonly property real seen: root.view.opacities[root.parts.picked] ?? 1

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
        RowLayout {
            spacing: Theme.spacingXs

            AppButton {
                kind: AppButton.Kind.Quiet
                objectName: "seeThroughButton"
                text: root.seen < 1 && root.seen > 0 ? qsTr("Solid") : qsTr("See through")
                onClicked: root.view.setLook(root.parts.picked, root.seen < 1 && root.seen > 0 ? ViewOptions.AsRobot : ViewOptions.SeeThrough)
            }
            AppButton {
                kind: AppButton.Kind.Quiet
                objectName: "hideButton"
                text: root.seen > 0 ? qsTr("Hide") : qsTr("Show")
                onClicked: root.view.setLook(root.parts.picked, root.seen > 0 ? ViewOptions.Hidden : ViewOptions.AsRobot)
            }
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
