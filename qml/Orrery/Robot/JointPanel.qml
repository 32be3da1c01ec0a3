// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// Every joint that can be set, one below the other.
Column {
    id: root

    required property JointListModel joints

    signal moveRequested(row: int, target: double)

    spacing: Theme.spacingS

    Repeater {
        model: root.joints

        JointRow {
            width: root.width
            onMoveRequested: (row, target) => root.moveRequested(row, target)
        }
    }

    AppText {
        visible: root.joints.count === 0
        width: parent.width
        text: qsTr("This robot has no joint that can be moved.")
        tone: AppText.Tone.Quiet
        wrapMode: Text.WordWrap
    }
}
