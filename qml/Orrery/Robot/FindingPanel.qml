// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// What was wrong with the robot's files and what was done about it, worst first.
Column {
    id: root

    required property FindingListModel findings
    property int shownAtFirst: 5
    property bool all: false

    signal partRequested(int link)

    spacing: Theme.spacingXs

    Repeater {
        model: root.findings

        FindingRow {
            visible: root.all || index < root.shownAtFirst
            width: root.width
            onClicked: {
                if (link >= 0)
                    root.partRequested(link);
            }
            onCopyRequested: root.findings.copyPlace(index)
            onFileRequested: root.findings.openFile(index)
        }
    }

    AppButton {
        visible: !root.all && root.findings.count > root.shownAtFirst
        kind: AppButton.Kind.Quiet
        text: qsTr("Show all %n", "", root.findings.count)
        onClicked: root.all = true
    }
}
