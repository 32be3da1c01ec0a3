// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Compare
import Orrery.Controls
import Orrery.Theme

/// What was compared before, and how the models stand in all votes.
Sheet {
    id: root

    required property CompareController compare

    signal exportRequested(key: real, suggestedName: string)
    signal removalRequested(key: real)

    title: qsTr("Compared before")

    ScrollPane {
        anchors.fill: parent
        barSpace: Theme.spacingM
        contentSpacing: Theme.spacingS

        AppText {
            Layout.fillWidth: true
            text: qsTr("Nothing yet. Every comparison is kept here.")
            tone: AppText.Tone.Quiet
            visible: root.compare.history.count === 0
            wrapMode: Text.Wrap
        }
        SectionHeader {
            Layout.fillWidth: true
            text: qsTr("Over all blind votes.")
            title: qsTr("Standings")
            visible: root.compare.standings.count > 0
        }
        Repeater {
            model: root.compare.standings

            StandingRow {
                Layout.fillWidth: true
            }
        }
        SectionHeader {
            Layout.fillWidth: true
            Layout.topMargin: Theme.spacingM
            title: qsTr("Comparisons")
            visible: root.compare.history.count > 0
        }
        Repeater {
            model: root.compare.history

            PastComparison {
                Layout.fillWidth: true
                openable: !root.compare.running
                onExportRequested: suffix => root.exportRequested(key, "comparison-%1.%2".arg(key).arg(suffix))
                onOpenRequested: {
                    root.compare.reopen(key);
                    root.close();
                }
                onRemovalRequested: root.removalRequested(key)
            }
        }
    }
}
