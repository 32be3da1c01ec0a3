// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Models

/// Whether a model fits, for how long a context, and how fast it would answer.
ColumnLayout {
    id: root

    required property ModelFit memory
    property bool contextChooser: true

    readonly property int tone: memory.refused || memory.verdict === 3 ? AppText.Tone.Danger
        : memory.verdict === 2 ? AppText.Tone.Caution
        : memory.verdict === 1 ? AppText.Tone.Good : AppText.Tone.Quiet

    spacing: Theme.spacingM

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingS

        StatusChip {
            iconName: root.memory.verdictIcon === "" ? "clock" : root.memory.verdictIcon
            objectName: "verdict"
            text: root.memory.verdictText
            tone: root.tone
            visible: text !== ""
        }
        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            objectName: "source"
            text: root.memory.sourceText
            tone: AppText.Tone.Quiet
        }
    }

    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        text: root.memory.summary
        visible: text !== ""
        wrapMode: Text.Wrap
    }
    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        objectName: "advice"
        text: root.memory.advice
        tone: AppText.Tone.Caution
        visible: text !== ""
        wrapMode: Text.Wrap
    }
    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        objectName: "problem"
        text: root.memory.problem
        tone: root.memory.refused ? AppText.Tone.Danger : AppText.Tone.Quiet
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    Repeater {
        model: root.memory.bars

        MemoryBar {
            required property var modelData

            Layout.fillWidth: true
            limit: modelData.limit
            name: modelData.name
            parts: modelData.parts
            text: modelData.text
        }
    }

    ValueSlider {
        Layout.fillWidth: true
        decimals: 0
        from: Math.min(512, root.memory.trainedContext)
        label: qsTr("Context, in tokens")
        objectName: "context"
        stepSize: Math.max(256, Math.round(root.memory.trainedContext / 65536) * 256)
        to: root.memory.trainedContext
        value: root.memory.contextTokens
        visible: root.contextChooser && root.memory.known
        onMoved: tokens => root.memory.contextTokens = Math.round(tokens)
    }

    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        objectName: "largest"
        text: root.memory.largestText
        tone: AppText.Tone.Quiet
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingXs
        visible: root.memory.known

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingS

            Icon {
                color: Theme.palette.quiet
                name: "trend"
                size: 18
            }
            AppText {
                Layout.fillWidth: true
                objectName: "forecast"
                strong: root.memory.forecastText !== ""
                text: root.memory.forecastText !== "" ? root.memory.forecastText : qsTr("How fast it would answer is not known yet.")
                tone: root.memory.forecastText !== "" ? AppText.Tone.Normal : AppText.Tone.Quiet
                wrapMode: Text.Wrap
            }
        }
        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            text: root.memory.forecastSource
            tone: AppText.Tone.Quiet
            visible: text !== ""
            wrapMode: Text.Wrap
        }
        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            objectName: "measureProblem"
            text: root.memory.measureProblem
            tone: AppText.Tone.Danger
            visible: text !== ""
            wrapMode: Text.Wrap
        }
        AppProgressBar {
            Layout.fillWidth: true
            detail: root.memory.measureText
            label: qsTr("Measuring on empty weights")
            value: root.memory.measureProgress
            visible: root.memory.measuring
        }
        AppButton {
            enabled: root.memory.measuring || root.memory.canMeasure
            icon.name: root.memory.measuring ? "stop" : "measure"
            objectName: "measure"
            text: root.memory.measuring ? qsTr("Cancel") : qsTr("Measure it on empty weights")
            onClicked: {
                if (root.memory.measuring)
                    root.memory.cancelMeasure();
                else
                    root.memory.measure();
            }
        }
    }
}
