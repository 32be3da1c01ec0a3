// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Jobs
import Orrery.Hub

/// Looking for models, datasets, robots and apps, with and without a network; a repository opens as a sheet over the results, which stay
/// where they were.
FocusScope {
    id: root

    required property ExploreController explore
    required property RepositoryController repository
    /// The page is in front; its shortcuts count.
    property bool active: true
    /// Shows on a repository's page how its download gets on; may be absent.
    property DownloadsModel downloads: null

    signal settingsRequested
    signal urlRequested(url address)

    readonly property bool wide: width >= 1080
    readonly property bool sheetOpen: repository.state !== RepositoryController.Closed

    function act(step: int): void {
        if (step === Problem.Settings)
            settingsRequested();
        else
            explore.refresh();
    }

    Accessible.name: qsTr("Explore")
    Accessible.role: Accessible.Pane
    Component.onCompleted: explore.start()

    onSheetOpenChanged: {
        if (!sheetOpen)
            grid.forceActiveFocus(Qt.OtherFocusReason);
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.palette.base
    }

    Connections {
        target: root.repository

        function onEntryChanged(kind: string, repo: string): void {
            root.explore.renew(kind, repo);
        }
    }

    Shortcut {
        enabled: root.active && !root.sheetOpen
        sequences: ["/", "Ctrl+F"]
        onActivated: bar.focusSearch()
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.spacingXl
        anchors.rightMargin: Theme.spacingL
        anchors.topMargin: Theme.spacingL
        enabled: !root.sheetOpen
        spacing: Theme.spacingM

        ExploreBar {
            id: bar

            Layout.fillHeight: false
            Layout.fillWidth: true
            Layout.rightMargin: Theme.spacingS
            explore: root.explore
            filtersFolded: !root.wide
            onDownRequested: grid.forceActiveFocus(Qt.TabFocusReason)
            onFiltersRequested: filterSheet.open()
            onReferenceEntered: text => root.repository.openReference(text)
        }

        NoticeStrip {
            Layout.fillWidth: true
            Layout.rightMargin: Theme.spacingS
            actionText: qsTr("Try again")
            iconName: "offline"
            objectName: "offlineNotice"
            text: root.explore.state === ExploreController.Results ? root.explore.offlineText : ""
            onActionTriggered: root.explore.refresh()
        }

        NoticeStrip {
            Layout.fillWidth: true
            Layout.rightMargin: Theme.spacingS
            actionText: root.explore.problem.stepText
            iconName: "warning"
            objectName: "problemNotice"
            text: root.explore.state === ExploreController.Results ? root.explore.problem.text : ""
            tone: AppText.Tone.Caution
            onActionTriggered: root.act(root.explore.problem.step)
        }

        RowLayout {
            Layout.fillHeight: true
            Layout.fillWidth: true
            spacing: Theme.spacingL

            FilterColumn {
                Layout.fillHeight: true
                Layout.maximumWidth: 240
                Layout.minimumWidth: 240
                explore: root.explore
                visible: root.wide
            }

            Item {
                Layout.fillHeight: true
                Layout.fillWidth: true

                ResultGrid {
                    id: grid

                    anchors.fill: parent
                    explore: root.explore
                    focus: true
                    objectName: "results"
                    onOpened: (kind, repo, endpoint) => root.repository.open(kind, repo, endpoint)
                }

                ExploreStates {
                    anchors.fill: parent
                    explore: root.explore
                    visible: root.explore.state !== ExploreController.Results
                    onSettingsRequested: root.settingsRequested()
                }

                AppButton {
                    anchors.bottom: parent.bottom
                    anchors.bottomMargin: Theme.spacingL
                    anchors.horizontalCenter: parent.horizontalCenter
                    icon.name: "chevron-up"
                    objectName: "newResults"
                    text: root.explore.newResults === 1 ? qsTr("1 new result") : qsTr("%n new results", "", root.explore.newResults)
                    visible: root.explore.newResults > 0
                    onClicked: root.explore.refresh()
                }
            }
        }
    }

    Sheet {
        id: filterSheet

        title: qsTr("Filters")
        width: 340

        FilterColumn {
            anchors.fill: parent
            explore: root.explore
        }
    }

    RepositorySheet {
        anchors.fill: parent
        downloads: root.downloads
        repository: root.repository
        shown: root.sheetOpen
        active: root.active
        onSettingsRequested: root.settingsRequested()
        onUrlRequested: address => root.urlRequested(address)
    }
}
