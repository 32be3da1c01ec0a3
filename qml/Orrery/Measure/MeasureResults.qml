// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Measure
import Orrery.Theme

/// What the last measurement says: in a sentence, as bars, and which threads to use.
ColumnLayout {
    id: root

    required property MeasureController measure

    spacing: Theme.spacingM

    Card {
        Layout.fillWidth: true
        visible: root.measure.meaning !== ""

        RowLayout {
            anchors.fill: parent
            spacing: Theme.spacingM

            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.spacingXs

                AppText {
                    Layout.fillWidth: true
                    kind: AppText.Kind.Title
                    objectName: "meaning"
                    text: root.measure.meaning
                    wrapMode: Text.Wrap
                }
                AppText {
                    Layout.fillWidth: true
                    text: qsTr("Best with %n thread(s) on this computer.", "", root.measure.bestThreads)
                    tone: AppText.Tone.Quiet
                    wrapMode: Text.Wrap
                }
            }
            AppButton {
                property int adopted: 0

                enabled: !root.measure.running
                icon.name: adopted === root.measure.bestThreads ? "check" : ""
                text: adopted === root.measure.bestThreads ? qsTr("In use") : qsTr("Use %n thread(s)", "", root.measure.bestThreads)
                onClicked: {
                    adopted = root.measure.bestThreads;
                    root.measure.adopt();
                }
            }
        }
    }
    GridLayout {
        Layout.fillWidth: true
        columnSpacing: Theme.spacingM
        columns: root.width > 720 ? 2 : 1
        rowSpacing: Theme.spacingM

        SpeedChart {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            barColor: Theme.seriesColor(0)
            bars: root.measure.results.answerBars
            title: qsTr("Writing the answer")
        }
        SpeedChart {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            barColor: Theme.seriesColor(1)
            bars: root.measure.results.promptBars
            title: qsTr("Reading the prompt")
        }
    }
}
