// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Theme

/// How the model of one column is to answer. `accepted` is the owner's to act on.
AppDialog {
    id: root

    property int column: -1
    property bool local: true
    property bool ownTemperature: true
    property real temperature: 0.8
    property int contextTokens: 4096
    property int threads: 0
    property bool thinking: true

    readonly property real chosenTemperature: ownTemperature ? NaN : temperature

    function show(at: int, isLocal: bool, withTemperature: real, withContext: int, withThreads: int, withThinking: bool): void {
        column = at;
        local = isLocal;
        ownTemperature = isNaN(withTemperature);
        temperature = ownTemperature ? 0.8 : withTemperature;
        contextTokens = withContext;
        threads = withThreads;
        thinking = withThinking;
        open();
    }

    acceptText: qsTr("Use these")

    AppSwitch {
        checked: root.ownTemperature
        text: qsTr("Temperature as the engine has it")
        onToggled: root.ownTemperature = checked
    }
    ValueSlider {
        Layout.fillWidth: true
        decimals: 2
        enabled: !root.ownTemperature
        from: 0
        label: qsTr("Temperature")
        stepSize: 0.05
        to: 2
        value: root.temperature
        onMoved: value => root.temperature = value
    }
    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Caption
        text: qsTr("0 always picks the likeliest word; higher is livelier and less dependable.")
        tone: AppText.Tone.Quiet
        wrapMode: Text.Wrap
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingM
        visible: root.local

        AppText {
            Layout.fillWidth: true
            text: qsTr("Context")
        }
        NumberField {
            Layout.preferredWidth: 160
            decimals: 0
            from: 256
            label: qsTr("Context, in tokens")
            stepSize: 1024
            to: 1048576
            unit: qsTr("tokens")
            value: root.contextTokens
            onEdited: value => root.contextTokens = value
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingM
        visible: root.local

        AppText {
            Layout.fillWidth: true
            text: root.threads === 0 ? qsTr("Threads (0: the engine's choice)") : qsTr("Threads")
        }
        NumberField {
            Layout.preferredWidth: 160
            decimals: 0
            from: 0
            label: qsTr("Threads")
            to: 512
            value: root.threads
            onEdited: value => root.threads = value
        }
    }
    AppSwitch {
        checked: root.thinking
        text: qsTr("May think before it answers")
        onToggled: root.thinking = checked
    }
}
