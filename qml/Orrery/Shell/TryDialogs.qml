// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Dialogs
import Orrery.Chat
import Orrery.Compare
import Orrery.Engines
import Orrery.Measure
import Orrery.Models

/// The file dialogs of Try's pages.
Item {
    id: root

    required property ChatController chat
    required property CompareController compare
    required property MeasureController measure
    required property RuntimesController runtimes
    required property LocalModels models

    readonly property string modelFilter: qsTr("Models (*.gguf)")
    readonly property string allFilter: qsTr("All files (*)")

    property real conversation: 0
    property real comparison: 0

    function openModel(): void { modelDialog.open() }
    function attach(): void { attachDialog.open() }
    function importConversation(): void { importDialog.open() }
    function openArchive(): void { archiveDialog.open() }
    function addToComparison(): void { compareDialog.open() }
    function openForMeasuring(): void { measureDialog.open() }

    function exportConversation(id: real, name: string, json: bool): void {
        conversation = id;
        conversationDialog.nameFilters = json ? [qsTr("JSON (*.json)")] : [qsTr("Markdown (*.md)")];
        conversationDialog.defaultSuffix = json ? "json" : "md";
        save(conversationDialog, name);
    }

    function exportComparison(id: real, name: string): void {
        comparison = id;
        save(comparisonDialog, name);
    }

    function exportMeasurements(name: string): void { save(measurementsDialog, name) }

    function save(dialog: FileDialog, name: string): void {
        if (name !== "")
            dialog.selectedFile = dialog.currentFolder + "/" + encodeURIComponent(name);
        dialog.open();
    }

    FileDialog {
        id: modelDialog
        title: qsTr("Open a model")
        nameFilters: [root.modelFilter, root.allFilter]
        onAccepted: {
            root.models.addFile(selectedFile);
            root.chat.openModel(selectedFile);
        }
    }
    FileDialog {
        id: compareDialog
        title: qsTr("Add a model to the comparison")
        nameFilters: [root.modelFilter, root.allFilter]
        onAccepted: {
            root.models.addFile(selectedFile);
            root.compare.addFile(selectedFile, root.models.titleOf(selectedFile));
        }
    }
    FileDialog {
        id: measureDialog
        title: qsTr("Choose a model to measure")
        nameFilters: [root.modelFilter, root.allFilter]
        onAccepted: {
            root.models.addFile(selectedFile);
            root.measure.chooseModel(selectedFile, root.models.titleOf(selectedFile));
        }
    }
    FileDialog {
        id: attachDialog
        title: qsTr("Attach files")
        fileMode: FileDialog.OpenFiles
        nameFilters: [qsTr("Texts and pictures (*.txt *.md *.csv *.json *.log *.py *.cpp *.h *.png *.jpg *.jpeg *.webp *.bmp *.gif)"), root.allFilter]
        onAccepted: root.chat.attachments.addFiles(selectedFiles)
    }
    FileDialog {
        id: importDialog
        title: qsTr("Import a conversation")
        nameFilters: [qsTr("Conversations (*.json *.md)"), root.allFilter]
        onAccepted: root.chat.importConversation(selectedFile)
    }
    FileDialog {
        id: conversationDialog
        title: qsTr("Export the conversation")
        fileMode: FileDialog.SaveFile
        onAccepted: root.chat.exportConversation(root.conversation, selectedFile)
    }
    FileDialog {
        id: comparisonDialog
        title: qsTr("Export the comparison")
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("Markdown (*.md)"), qsTr("JSON (*.json)")]
        defaultSuffix: "md"
        onAccepted: root.compare.exportTo(root.comparison, selectedFile)
    }
    FileDialog {
        id: measurementsDialog
        title: qsTr("Export the figures")
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("CSV (*.csv)"), qsTr("JSON (*.json)")]
        defaultSuffix: "csv"
        onAccepted: root.measure.exportTo(selectedFile)
    }
    FileDialog {
        id: archiveDialog
        title: qsTr("Install an engine from an archive")
        nameFilters: [qsTr("Archives (*.tar.gz *.tar.xz *.tgz *.zip)"), root.allFilter]
        onAccepted: root.runtimes.installArchive(selectedFile)
    }
}
