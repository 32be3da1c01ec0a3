// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Robot
import Orrery.Theme

/// What the ghost on the stage is about to do, and the question whether the robot shall.
Card {
    id: root

    required property PoseController poses

    readonly property bool blocked: poses.previewContact !== ""

    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text
    objectName: "movePreview"
    visible: poses.previewing
    padding: Theme.spacingM

    RowLayout {
        spacing: Theme.spacingM
        width: parent.width

        Icon {
            color: Theme.palette.accent
            name: root.blocked ? "warning" : "robot"
            size: 20
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            AppText {
                id: words

                Layout.fillWidth: true
                text: qsTr("About to: %1").arg(root.poses.previewTitle)
                elide: Text.ElideRight
                strong: true
            }
            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Label
                text: root.blocked ? root.poses.previewContact : qsTr("takes %1 s").arg(root.poses.previewDuration.toFixed(1))
                tone: root.blocked ? AppText.Tone.Caution : AppText.Tone.Quiet
                wrapMode: Text.Wrap
            }
        }
        AppButton {
            kind: AppButton.Kind.Primary
            objectName: "confirmMove"
            text: qsTr("Move")
            visible: root.poses.waiting && !root.blocked
            onClicked: root.poses.confirm()
            onVisibleChanged: if (visible) forceActiveFocus(Qt.TabFocusReason)
        }
        AppButton {
            objectName: "declineMove"
            text: root.blocked ? qsTr("Close") : qsTr("Don't")
            visible: root.poses.waiting
            onClicked: root.poses.decline()
        }
    }

    Shortcut {
        enabled: root.poses.waiting
        sequences: ["Escape"]
        onActivated: root.poses.decline()
    }
}
