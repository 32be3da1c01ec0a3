// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Cards
import Orrery.Controls
import Orrery.Theme

/// One answer of a comparison: who gives it, how far it is, the answer itself, and what was measured of it.
Card {
    id: root

    required property int index
    required property string letter
    required property string title
    required property string settings
    required property bool running
    required property bool over
    required property bool answered
    required property string stage
    required property string problem
    required property string problemDetail
    required property CardModel card
    required property string reasoning
    required property var figures
    required property string summary
    required property bool winner
    property bool locked: false
    property bool anonymous: false

    readonly property bool stopped: over && !answered && problem === ""

    signal settingsRequested
    signal duplicateRequested
    signal removeRequested
    signal copyRequested
    signal stopRequested
    signal linkActivated(link: url)

    Accessible.name: qsTr("%1: %2. %3. %4").arg(letter).arg(title).arg(stage).arg(summary)
    Accessible.role: Accessible.Grouping
    padding: Theme.spacingM

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.spacingS

        CompareColumnHead {
            Layout.fillWidth: true
            anonymous: root.anonymous
            letter: root.letter
            locked: root.locked
            over: root.over && root.card.count > 0
            running: root.running
            settings: root.settings
            title: root.title
            winner: root.winner
            onCopyRequested: root.copyRequested()
            onDuplicateRequested: root.duplicateRequested()
            onRemoveRequested: root.removeRequested()
            onSettingsRequested: root.settingsRequested()
            onStopRequested: root.stopRequested()
        }
        Separator {
            Layout.fillWidth: true
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingS
            visible: root.running || root.stopped

            BusyRing {
                running: root.running
                size: 16
                visible: root.running
            }
            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Label
                text: root.stage
                tone: root.running ? AppText.Tone.Live : AppText.Tone.Quiet
            }
        }
        ErrorPanel {
            Layout.fillWidth: true
            details: root.problemDetail
            text: root.problem
            title: qsTr("No whole answer")
            visible: root.problem !== ""
        }
        FoldedThinking {
            Layout.fillWidth: true
            reasoning: root.reasoning
        }
        AnswerView {
            Layout.fillHeight: true
            Layout.fillWidth: true
            card: root.card
            following: root.running
            label: qsTr("Answer of %1").arg(root.letter)
            onLinkActivated: link => root.linkActivated(link)

            AppText {
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.top: parent.top
                anchors.topMargin: Theme.spacingXl
                horizontalAlignment: Text.AlignHCenter
                text: root.answered ? qsTr("It said nothing.") : qsTr("The answer will stand here.")
                tone: AppText.Tone.Quiet
                visible: root.card && root.card.count === 0 && !root.running && !root.stopped && root.problem === "" && root.reasoning === ""
                width: parent.width
                wrapMode: Text.Wrap
            }
        }
        Flow {
            Layout.fillWidth: true
            spacing: Theme.spacingS
            visible: root.figures.length > 0

            Repeater {
                model: root.figures

                MeasuredFigure {
                    required property var modelData

                    help: modelData.help
                    name: modelData.name
                    value: modelData.value
                }
            }
        }
        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Caption
            text: qsTr("Speed and memory are told after the vote.")
            tone: AppText.Tone.Quiet
            visible: root.anonymous
            wrapMode: Text.Wrap
        }
    }
}
