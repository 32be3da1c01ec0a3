// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// What was wrong with the robot's files and what was done about it, worst first.
Column {
    id: root

    required property FindingListModel findings
    property int shownAtFirst: 5
    property bool all: false

    spacing: Theme.spacingS

    Repeater {
        model: root.findings

        RowLayout {
            id: row
            required property int index
            required property string severity
            required property string message
            required property string place

            visible: root.all || index < root.shownAtFirst
            width: root.width
            spacing: Theme.spacingS

            Icon {
                Layout.alignment: Qt.AlignTop
                name: row.severity === "error" ? "error" : row.severity === "warning" ? "warning" : "info"
                color: row.severity === "error" ? Theme.palette.danger
                     : row.severity === "warning" ? Theme.palette.caution : Theme.palette.quiet
                size: 18
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

                AppText {
                    Layout.fillWidth: true
                    text: row.message
                    kind: AppText.Kind.Label
                    wrapMode: Text.WordWrap
                }
                AppText {
                    Layout.fillWidth: true
                    visible: text !== ""
                    text: row.place
                    tone: AppText.Tone.Quiet
                    kind: AppText.Kind.Caption
                    mono: true
                    elide: Text.ElideMiddle
                }
            }
        }
    }

    AppButton {
        visible: !root.all && root.findings.count > root.shownAtFirst
        kind: AppButton.Kind.Quiet
        text: qsTr("Show all %n", "", root.findings.count)
        onClicked: root.all = true
    }
}
