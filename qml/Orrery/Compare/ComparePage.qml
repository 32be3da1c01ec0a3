// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Compare
import Orrery.Controls
import Orrery.Models
import Orrery.Theme

/// One prompt, several models or settings, side by side.
Item {
    id: root

    required property CompareController compare
    required property LocalModels models
    required property ModelInspector inspector

    /// A place for a file is wanted, for CompareController::exportTo.
    signal exportRequested(key: real, suggestedName: string)
    /// A GGUF of the person's choice is wanted, for CompareController::addFile.
    signal browseRequested
    signal exploreRequested
    signal linkActivated(link: url)

    readonly property bool empty: compare.columns.count === 0
    readonly property real narrowest: 300

    Component.onCompleted: compare.refresh()

    Rectangle {
        anchors.fill: parent
        color: Theme.palette.base
    }

    EmptyState {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.spacingXl, 520)
        visible: root.empty
        iconName: "compare"
        title: qsTr("Let models answer side by side")
        text: qsTr("Choose two models, or one twice with other settings. All get the same prompt; speed and memory are shown, and a blind vote hides the names.")
        actionText: qsTr("Choose a model…")
        alternativeText: root.compare.history.count > 0 ? qsTr("Compared before") : qsTr("Find a model")
        onActionTriggered: picker.open()
        onAlternativeTriggered: root.compare.history.count > 0 ? past.open() : root.exploreRequested()
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.spacingL
        spacing: Theme.spacingM
        visible: !root.empty

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingS

            AppText {
                Layout.fillWidth: true
                strong: true
                text: root.compare.askedPrompt.replace(/\s+/g, " ")
                textFormat: Text.PlainText
            }
            AppText {
                kind: AppText.Kind.Label
                text: root.compare.statusText
                tone: root.compare.running ? AppText.Tone.Live : AppText.Tone.Quiet
            }
            AppButton {
                enabled: !root.compare.running && root.compare.columns.count < 6
                icon.name: "plus"
                text: qsTr("Add a model…")
                onClicked: picker.open()
            }
            IconButton {
                icon.name: "clock"
                text: qsTr("Compared before")
                onClicked: past.open()
            }
        }
        ErrorPanel {
            Layout.fillWidth: true
            alternativeText: qsTr("Dismiss")
            text: root.compare.problem
            title: qsTr("That could not be done")
            visible: root.compare.problem !== ""
            onAlternativeTriggered: root.compare.dismissProblem()
        }
        Flickable {
            id: strip

            readonly property real share: (width - (root.compare.columns.count - 1) * Theme.spacingM) / Math.max(1, root.compare.columns.count)
            readonly property real columnWidth: Math.max(root.narrowest, share)

            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.minimumHeight: 160
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentWidth: row.width
            flickableDirection: Flickable.HorizontalFlick

            T.ScrollBar.horizontal: AppScrollBar {}

            Row {
                id: row

                spacing: Theme.spacingM

                Repeater {
                    model: root.compare.columns

                    CompareColumn {
                        id: column

                        required property bool local
                        required property real temperature
                        required property int contextTokens
                        required property int threads
                        required property bool thinking

                        anonymous: root.compare.columns.hidden
                        height: strip.height
                        locked: root.compare.running
                        width: strip.columnWidth
                        onCopyRequested: root.compare.copyAnswer(index)
                        onDuplicateRequested: root.compare.duplicate(index)
                        onLinkActivated: link => root.linkActivated(link)
                        onRemoveRequested: root.compare.remove(index)
                        onSettingsRequested: settingsOf.show(index, local, temperature, contextTokens, threads, thinking)
                        onStopRequested: root.compare.stopColumn(index)
                    }
                }
            }
        }
        AppText {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            strong: true
            text: root.compare.voteText
            textFormat: Text.PlainText
            visible: text !== "" && !root.compare.running
        }
        CompareVote {
            Layout.alignment: Qt.AlignHCenter
            Layout.maximumWidth: parent.width
            compare: root.compare
            visible: root.compare.canVote
        }
        CompareComposer {
            id: prompt

            Layout.fillWidth: true
            compare: root.compare
        }
    }

    ModelPicker {
        id: picker

        property bool chosen: false

        inspector: root.inspector
        models: root.models
        mostModels: 6
        several: true
        onAboutToShow: chosen = false
        onAccepted: chosen = true
        onClosed: if (chosen) prompt.takeFocus()
        onBrowseRequested: root.browseRequested()
        onExploreRequested: root.exploreRequested()
        onPicked: file => root.compare.addFile(file, root.models.titleOf(file))
        onServerPicked: (server, model) => root.compare.addServer(server, model)
    }
    CompareSettings {
        id: settingsOf

        title: qsTr("Settings of this column")
        onAccepted: root.compare.adjust(column, chosenTemperature, contextTokens, threads, thinking)
    }
    CompareHistory {
        id: past

        compare: root.compare
        objectName: "pastComparisons"
        onExportRequested: (key, suggestedName) => root.exportRequested(key, suggestedName)
        onRemovalRequested: key => {
            removal.key = key;
            removal.open();
        }
    }
    AppDialog {
        id: removal

        property real key: -1

        acceptIcon: "trash"
        acceptText: qsTr("Remove")
        dangerous: true
        rejectText: qsTr("Keep")
        text: qsTr("The answers and the vote will be gone for good.")
        title: qsTr("Remove this comparison?")
        onAccepted: root.compare.forget(key)
    }
}
