// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Chat
import Orrery.Controls
import Orrery.Models
import Orrery.Theme

/// What the model is, how it runs, how much of its context is used, and how the conversation is held.
Rectangle {
    id: root

    required property ChatController chat
    /// Of the model that is chatted with.
    property ModelInspector inspector: null

    signal aboutRequested
    signal modelRequested

    readonly property ChatModelState model: chat.model
    readonly property bool chosen: model.state !== ChatModelState.NoModel
    readonly property var contexts: [2048, 4096, 8192, 16384, 32768, 65536, 131072]

    /// A model of this disk whose head could be read.
    readonly property bool foretold: inspector !== null && inspector.known && !model.remote

    function inspectChosen(): void {
        if (inspector && String(inspector.file) !== String(model.file))
            inspector.inspect(model.file);
    }

    function grouped(count: int): string {
        return count.toLocaleString(Qt.locale(), "f", 0);
    }

    function showForm(): void {
        setup.showForm();
    }

    color: Theme.palette.raised
    implicitWidth: 300

    Component.onCompleted: inspectChosen()

    Connections {
        target: root.model
        function onChanged(): void { root.inspectChosen() }
    }
    Binding {
        property: "contextTokens"
        target: root.inspector
        value: root.model.contextWanted
        when: root.foretold
    }

    Rectangle {
        color: Theme.palette.line
        height: parent.height
        width: Theme.lineWidth
    }

    ScrollPane {
        anchors.fill: parent
        contentSpacing: Theme.spacingM
        padding: Theme.spacingL

        AppText {
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
            kind: AppText.Kind.Title
            text: root.chosen ? root.model.name : qsTr("No model yet")
            wrapMode: Text.Wrap
        }
        StatusChip {
            Layout.fillWidth: true
            iconName: root.chat.failed ? "error" : root.model.remote ? "online" : "engine"
            objectName: "statusChip"
            text: root.chat.statusText
            tone: root.chat.failed ? AppText.Tone.Danger : root.chat.ready || root.chat.answering ? AppText.Tone.Live : AppText.Tone.Quiet
            visible: root.chosen
        }
        AppButton {
            Layout.fillWidth: true
            icon.name: "folder-open"
            text: root.chosen ? qsTr("Choose another model") : qsTr("Choose a model")
            onClicked: root.modelRequested()
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingS
            visible: root.model.protectionText !== ""

            Icon {
                Layout.alignment: Qt.AlignTop
                color: root.model.remote ? Theme.palette.caution : Theme.palette.live
                name: root.model.remote ? "online" : "lock"
                size: 18
            }
            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Label
                objectName: "protection"
                text: root.model.protectionText
                wrapMode: Text.Wrap
            }
        }
        FactRow {
            Layout.fillWidth: true
            name: root.model.remote ? qsTr("Server") : qsTr("Kind")
            value: root.model.kindText
        }
        FactRow {
            Layout.fillWidth: true
            name: qsTr("Will it fit?")
            objectName: "fit"
            value: root.foretold && root.model.state !== ChatModelState.Ready ? root.inspector.memory.summary : ""
        }
        FactRow {
            Layout.fillWidth: true
            name: qsTr("Memory")
            value: root.model.memoryText
        }
        FactRow {
            Layout.fillWidth: true
            name: qsTr("Engine")
            value: root.model.engineText
        }
        FactRow {
            Layout.fillWidth: true
            name: qsTr("Speed")
            value: root.chat.speedText
        }
        FactRow {
            Layout.fillWidth: true
            name: qsTr("Speed expected")
            value: root.foretold && root.chat.speedText === "" ? root.inspector.forecastText : ""
        }
        AppButton {
            Layout.fillWidth: true
            icon.name: "info"
            objectName: "aboutModel"
            text: qsTr("About this model")
            visible: root.foretold
            onClicked: root.aboutRequested()
        }
        AppProgressBar {
            Layout.fillWidth: true
            detail: qsTr("%1 of %2 tokens").arg(root.grouped(root.chat.contextUsed)).arg(root.grouped(root.model.contextSize))
            label: qsTr("Context")
            objectName: "contextMeter"
            value: root.model.contextSize > 0 ? Math.min(1, root.chat.contextUsed / root.model.contextSize) : 0
            visible: root.model.contextSize > 0
        }
        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Caption
            text: qsTr("The conversation will soon be longer than the model can see at once.")
            tone: AppText.Tone.Caution
            visible: root.model.contextSize > 0 && root.chat.contextUsed > 0.85 * root.model.contextSize
            wrapMode: Text.Wrap
        }
        AppComboBox {
            Layout.fillWidth: true
            currentIndex: root.contexts.indexOf(root.model.contextWanted)
            displayText: qsTr("Context: %1 tokens").arg(root.grouped(root.model.contextWanted))
            label: qsTr("How much context it is loaded with")
            model: root.contexts
            visible: root.chosen && !root.model.remote
            onActivated: index => root.model.contextWanted = root.contexts[index]
        }
        Separator {
            Layout.fillWidth: true
        }
        SetupSection {
            id: setup

            Layout.fillWidth: true
            setup: root.chat.setup
        }
    }
}
