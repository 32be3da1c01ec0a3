// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme
import Orrery.Controls
import Orrery.Library

/// What is on this disk: models, datasets and robots from every known place, with what can be done with each.
Item {
    id: root

    required property LibraryController library
    property bool active: true

    signal tryRequested(url file)
    signal robotRequested(url file)
    signal exploreRequested(string repo, string kind)

    readonly property bool empty: library.looked && library.items.total === 0
    readonly property int detailWidth: width >= 1500 ? 440 : 348

    onActiveChanged: if (active) library.refresh()
    Component.onCompleted: if (active) library.refresh()

    Rectangle {
        anchors.fill: parent
        color: Theme.palette.base
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.margins: Theme.spacingXl
            Layout.bottomMargin: 0
            spacing: Theme.spacingL

            LibraryHeader {
                Layout.fillWidth: true
                library: root.library
                onUnpackRequested: unpackDialog.open()
                onFoldersRequested: foldersDialog.open()
                onDuplicatesRequested: duplicatesSheet.open()
            }
            JobBar {
                Layout.fillWidth: true
                job: root.library.job
            }
            ErrorPanel {
                Layout.fillWidth: true
                visible: root.library.problem !== ""
                title: qsTr("That did not work")
                text: root.library.problem
                details: root.library.problemDetail
                actionText: qsTr("Dismiss")
                onActionTriggered: root.library.dismissNotice()
            }
            NoticeLine {
                Layout.fillWidth: true
                visible: root.library.notice !== ""
                text: root.library.notice
                onDismissed: root.library.dismissNotice()
            }
            LibraryFilters {
                Layout.fillWidth: true
                visible: !root.empty
                items: root.library.items
            }
            ListView {
                id: list
                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: !root.empty
                clip: true
                bottomMargin: Theme.spacingXl
                spacing: Theme.spacingS
                boundsBehavior: Flickable.StopAtBounds
                reuseItems: true
                activeFocusOnTab: true
                keyNavigationEnabled: true
                currentIndex: -1
                model: root.library.items
                Accessible.role: Accessible.List
                Accessible.name: qsTr("On this disk")
                T.ScrollBar.vertical: AppScrollBar {}
                onActiveFocusChanged: if (activeFocus && currentIndex < 0 && count > 0) currentIndex = 0

                delegate: LibraryDelegate {
                    width: list.width - Theme.spacingM
                    selected: key === root.library.selection.key
                    focused: ListView.isCurrentItem && list.activeFocus
                    onChosen: {
                        list.currentIndex = index;
                        list.forceActiveFocus(Qt.MouseFocusReason);
                        root.library.select(key);
                    }
                }
                onCurrentItemChanged: {
                    const row = currentItem as LibraryDelegate;
                    if (row && activeFocus)
                        root.library.select(row.key);
                }

                AppText {
                    anchors.centerIn: parent
                    visible: list.count === 0
                    text: root.library.looked ? qsTr("Nothing matches these filters.") : qsTr("Looking at this disk…")
                    tone: AppText.Tone.Quiet
                }
            }
            Item {
                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: root.empty

                EmptyState {
                    anchors.centerIn: parent
                    width: Math.min(parent.width, 520)
                    iconName: "library"
                    title: qsTr("No models on this disk yet")
                    text: qsTr("Models you download show here, with those of the Hugging Face tools, LM Studio and Ollama. A pack from another machine can be brought in without a network.")
                    actionText: qsTr("Explore models")
                    alternativeText: qsTr("Bring in a pack…")
                    onActionTriggered: root.exploreRequested("", "model")
                    onAlternativeTriggered: unpackDialog.open()
                }
            }
        }
        LibraryDetail {
            Layout.fillHeight: true
            Layout.preferredWidth: root.detailWidth
            visible: root.library.selection.valid
            library: root.library
            onTryRequested: (file) => root.tryRequested(file)
            onRobotRequested: (file) => root.robotRequested(file)
            onExploreRequested: (repo, kind) => root.exploreRequested(repo, kind)
            onPackRequested: packDialog.open()
        }
    }

    RemovalDialog {
        id: removalDialog
        onAccepted: root.library.confirmRemoval()
    }
    Connections {
        target: root.library
        function onRemovalPlanned(title: string, text: string): void {
            removalDialog.title = title;
            removalDialog.text = text;
            removalDialog.open();
        }
    }
    FoldersDialog {
        id: foldersDialog
        library: root.library
        onAddRequested: folderDialog.open()
    }
    DuplicatesSheet {
        id: duplicatesSheet
        duplicates: root.library.duplicates
    }
    FolderDialog {
        id: folderDialog
        title: qsTr("Add a folder to the library")
        onAccepted: root.library.addFolder(selectedFolder)
    }
    FileDialog {
        id: unpackDialog
        title: qsTr("Bring in a pack")
        nameFilters: [qsTr("Orrery packs (*.tar *.tar.zst manifest.json)"), qsTr("All files (*)")]
        onAccepted: root.library.unpack(selectedFile)
    }
    FileDialog {
        id: packDialog
        title: qsTr("Pack for another machine")
        fileMode: FileDialog.SaveFile
        defaultSuffix: "tar"
        nameFilters: [qsTr("Archives (*.tar)")]
        onAccepted: root.library.pack([root.library.selection.key], selectedFile)
    }
}
