// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Measure
import Orrery.Theme

/// What is to be measured: the model, threads and batches to try, lengths; and the run itself.
Card {
    id: root

    required property MeasureController measure

    readonly property var threads: measure.threads
    readonly property var batches: measure.batches

    signal chooseModelRequested

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.spacingM

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingM

            Icon {
                color: Theme.palette.quiet
                name: "model"
                size: Theme.iconSize
            }
            AppText {
                Layout.fillWidth: true
                strong: true
                text: root.measure.modelName
                textFormat: Text.PlainText
            }
            AppButton {
                enabled: !root.measure.running
                text: qsTr("Another model…")
                onClicked: root.chooseModelRequested()
            }
        }
        GridLayout {
            Layout.fillWidth: true
            columnSpacing: Theme.spacingL
            columns: root.width > 620 ? 2 : 1
            enabled: !root.measure.running
            rowSpacing: Theme.spacingS

            AppText {
                kind: AppText.Kind.Label
                text: qsTr("Threads")
                tone: AppText.Tone.Quiet
            }
            Flow {
                Layout.fillWidth: true
                spacing: Theme.spacingXs

                Repeater {
                    model: root.measure.threadChoices

                    Chip {
                        required property int modelData

                        Accessible.name: qsTr("%n thread(s)", "", modelData)
                        checkable: true
                        checked: root.threads.includes(modelData)
                        text: modelData
                        onToggled: root.measure.setThreadsChosen(modelData, checked)
                    }
                }
            }
            AppText {
                kind: AppText.Kind.Label
                text: qsTr("Batches, in tokens")
                tone: AppText.Tone.Quiet
            }
            Flow {
                Layout.fillWidth: true
                spacing: Theme.spacingXs

                Repeater {
                    model: root.measure.batchChoices

                    Chip {
                        required property int modelData

                        Accessible.name: qsTr("Batches of %1 tokens").arg(modelData)
                        checkable: true
                        checked: root.batches.includes(modelData)
                        text: modelData
                        onToggled: root.measure.setBatchChosen(modelData, checked)
                    }
                }
            }
            AppText {
                kind: AppText.Kind.Label
                text: qsTr("Lengths")
                tone: AppText.Tone.Quiet
            }
            Flow {
                Layout.fillWidth: true
                spacing: Theme.spacingM

                LabelledNumber {
                    from: 16
                    label: qsTr("Prompt")
                    stepSize: 64
                    to: 8192
                    unit: qsTr("tokens")
                    value: root.measure.promptTokens
                    onEdited: value => root.measure.promptTokens = value
                }
                LabelledNumber {
                    from: 8
                    label: qsTr("Answer")
                    stepSize: 16
                    to: 4096
                    unit: qsTr("tokens")
                    value: root.measure.answerTokens
                    onEdited: value => root.measure.answerTokens = value
                }
                LabelledNumber {
                    from: 1
                    label: qsTr("Times each")
                    to: 20
                    value: root.measure.repetitions
                    onEdited: value => root.measure.repetitions = value
                }
            }
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingM

            AppProgressBar {
                Layout.fillWidth: true
                detail: root.measure.timeLeftText
                indeterminate: root.measure.progress <= 0
                label: root.measure.progressText
                value: root.measure.progress
                visible: root.measure.running
            }
            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Label
                text: root.measure.testCount === 0 ? qsTr("Choose at least one number of threads and one batch.")
                    : qsTr("%n test(s). Other work on this computer slows them down.", "", root.measure.testCount)
                tone: AppText.Tone.Quiet
                visible: !root.measure.running
                wrapMode: Text.Wrap
            }
            AppButton {
                icon.name: "stop"
                text: qsTr("Cancel")
                visible: root.measure.running
                onClicked: root.measure.cancel()
            }
            AppButton {
                enabled: root.measure.testCount > 0
                icon.name: "play"
                kind: AppButton.Kind.Primary
                text: qsTr("Measure")
                visible: !root.measure.running
                onClicked: root.measure.start()
            }
        }
    }
}
