// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Chat
import Orrery.Controls
import Orrery.Models
import Orrery.Theme

/// Talking to one model: the conversations at the left, the thread with the composer below it, the model and its settings at the
/// right.
FocusScope {
    id: root

    required property ChatController chat
    /// Both or none: without them a press on the model's name asks for a file at once.
    property LocalModels models: null
    property ModelInspector inspector: null
    /// Of the model that is chatted with; without it nothing is foretold.
    property ModelInspector chosenModel: null

    signal openModelRequested
    signal settingsRequested
    signal exploreRequested
    signal enginesRequested
    signal attachRequested
    signal importRequested
    signal exportRequested(conversation: real, name: string, json: bool)
    signal urlRequested(address: url)

    /// Else there is room for one of the two columns beside the thread.
    readonly property bool wide: width >= 1080 * Theme.textScale
    /// Larger words need wider columns.
    readonly property real columnScale: Math.min(Theme.textScale, 1.25)
    property bool listShown: wide
    property bool factsShown: true
    readonly property bool empty: chat.transcript.empty
    readonly property bool noModel: chat.state === ChatController.NoModel

    function chooseModel(): void {
        if (picker.item)
            (picker.item as ModelPicker).open();
        else
            openModelRequested();
    }

    function showList(shown: bool): void {
        listShown = shown;
        if (shown && !wide)
            factsShown = false;
    }

    function showFacts(shown: bool): void {
        factsShown = shown;
        if (shown && !wide)
            listShown = false;
    }

    function openLink(link: string): void {
        if (/^(https?|mailto):/i.test(link))
            root.urlRequested(link);
    }

    Component.onCompleted: composer.takeFocus()
    onVisibleChanged: if (visible) composer.takeFocus()
    onWideChanged: listShown = wide
    Keys.onEscapePressed: event => {
        event.accepted = chat.answering || chat.editing !== ChatController.NotEditing;
        if (chat.answering)
            chat.stop();
        else
            chat.cancelEdit();
    }

    Shortcut { sequences: ["Ctrl+N"]; enabled: root.visible; onActivated: root.chat.newConversation() }
    Shortcut { sequences: ["Ctrl+Shift+C"]; enabled: root.visible; onActivated: root.chat.copyLastAnswer() }
    Shortcut {
        sequences: ["Ctrl+F"]
        enabled: root.visible
        onActivated: {
            root.showList(true);
            column.takeFocus();
        }
    }

    Connections {
        target: root.chat
        function onModelWanted(): void { root.chooseModel() }
        function onEnginesWanted(): void { root.enginesRequested() }
        function onSpoken(): void { spoken.text = root.chat.spokenText }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.palette.base
    }

    SpokenText {
        id: spoken

        Accessible.ignored: false
        Accessible.name: text
        Accessible.role: Accessible.AlertMessage
        height: 1
        objectName: "spoken"
        width: 1
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        ConversationColumn {
            id: column

            Layout.fillHeight: true
            Layout.preferredWidth: Math.round(240 * root.columnScale)
            chat: root.chat
            visible: root.listShown
            onExportRequested: (conversation, name, json) => root.exportRequested(conversation, name, json)
            onImportRequested: root.importRequested()
        }

        ColumnLayout {
            Layout.fillHeight: true
            Layout.fillWidth: true
            spacing: 0

            ThreadHeader {
                Layout.fillWidth: true
                chat: root.chat
                factsShown: root.factsShown
                listShown: root.listShown
                onFactsToggled: root.showFacts(!root.factsShown)
                onListToggled: root.showList(!root.listShown)
                onModelRequested: root.chooseModel()
            }

            Item {
                Layout.fillHeight: true
                Layout.fillWidth: true

                ThreadView {
                    anchors.fill: parent
                    chat: root.chat
                    objectName: "thread"
                    visible: !root.empty
                    onLinkActivated: link => root.openLink(link)
                }
                EmptyState {
                    actionText: root.noModel ? qsTr("Choose a model…") : ""
                    alternativeText: root.noModel ? qsTr("Find a model") : ""
                    anchors.centerIn: parent
                    iconName: "chat"
                    text: root.noModel ? qsTr("It runs here, sealed off from the network, and nothing you type leaves the machine.")
                        : root.chat.model.remote ? qsTr("The answer is made on %1.").arg(root.chat.model.kindText)
                        : root.chat.ready ? qsTr("The answer is made on this machine.") : ""
                    title: root.noModel ? qsTr("Talk to a model on this machine")
                        : root.chat.ready ? qsTr("Ask anything") : root.chat.statusText
                    visible: root.empty && !root.chat.failed
                    width: Math.min(parent.width - 2 * Theme.spacingXl, 520)
                    onActionTriggered: root.chooseModel()
                    onAlternativeTriggered: root.exploreRequested()
                }
            }

            ColumnLayout {
                Layout.alignment: Qt.AlignHCenter
                Layout.bottomMargin: Theme.spacingL
                Layout.fillWidth: true
                Layout.leftMargin: Theme.spacingL
                Layout.maximumWidth: Theme.readingWidth + 2 * Theme.spacingXl
                Layout.rightMargin: Theme.spacingL
                spacing: Theme.spacingS

                ErrorPanel {
                    readonly property var remedies: root.chat.model.remedies

                    Layout.fillWidth: true
                    actionText: remedies.length > 0 ? root.chat.remedyText(remedies[0]) : ""
                    alternativeText: remedies.length > 1 ? root.chat.remedyText(remedies[1]) : ""
                    details: root.chat.model.problemDetail
                    objectName: "modelProblem"
                    text: root.chat.model.problem
                    title: root.chat.model.problemTitle
                    visible: root.chat.failed && !root.chat.answerFailed
                    onActionTriggered: root.chat.remedy(remedies[0])
                    onAlternativeTriggered: root.chat.remedy(remedies[1])
                }
                ToastBar {
                    Layout.fillWidth: true
                    chat: root.chat
                }
                ChatComposer {
                    id: composer

                    Layout.fillWidth: true
                    chat: root.chat
                    focus: true
                    onAttachRequested: root.attachRequested()
                    onFormRequested: {
                        root.showFacts(true);
                        facts.showForm();
                    }
                }
            }
        }

        FactsPanel {
            id: facts

            Layout.fillHeight: true
            Layout.preferredWidth: Math.round(300 * root.columnScale)
            chat: root.chat
            inspector: root.chosenModel
            visible: root.factsShown
            onAboutRequested: (about.item as ModelFactsSheet).open()
            onModelRequested: root.chooseModel()
        }
    }

    DropArea {
        anchors.fill: parent
        keys: ["text/uri-list"]
        onEntered: drag => drag.accepted = !drag.urls.some(url => /\.(gguf|urdf|xml)$/i.test(String(url)))
        onDropped: drop => composer.takeDropped(drop.urls)
    }

    // Not Bound: Qt 6.4 refuses to make such a component in a Loader.
    // qmllint disable unqualified
    Loader {
        id: picker

        active: root.models !== null && root.inspector !== null
        sourceComponent: ModelPicker {
            id: choice

            property bool chosen: false

            inspector: root.inspector
            models: root.models
            onAboutToShow: chosen = false
            onAccepted: chosen = true
            onClosed: if (choice.chosen) composer.takeFocus()
            onBrowseRequested: root.openModelRequested()
            onExploreRequested: root.exploreRequested()
            onPicked: file => root.chat.openModel(file)
            onServerPicked: (server, model) => root.chat.openServer(server, model)
        }
    }
    Loader {
        id: about

        active: root.chosenModel !== null
        sourceComponent: ModelFactsSheet {
            inspector: root.chosenModel
        }
    }
    // qmllint enable unqualified
}
