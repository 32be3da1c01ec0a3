// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Jobs
import Orrery.Hub

/// A repository's page, sliding over the results from the far side. Escape, Alt+Left or a press beside it lead back.
FocusScope {
    id: root

    required property RepositoryController repository
    required property bool shown
    property DownloadsModel downloads: null
    required property bool active

    signal settingsRequested
    signal urlRequested(url address)

    readonly property var tabNames: ["card", "files", "variants", "licence", "family", "history"]
    readonly property var tabTitles: ({
        "card": qsTr("Card"), "files": qsTr("Files"), "variants": qsTr("Copies"), "licence": qsTr("Licence"),
        "family": qsTr("Family"), "history": qsTr("History")
    })
    readonly property var tabs: tabNames.filter(name => (name !== "variants" || repository.variants.count > 0)
                                                && (name !== "family" || repository.header.kind === "model"))
    property string tab: "card"
    readonly property string repo: repository.header.repo

    Keys.onEscapePressed: repository.back()
    visible: shown || panel.openness > 0
    onRepoChanged: tab = "card"
    onShownChanged: {
        if (!shown)
            return;
        tab = "card";
        head.takeFocus();
    }

    Shortcut {
        enabled: root.shown && root.active
        sequences: ["Alt+Left", "Back"]
        onActivated: root.repository.back()
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.palette.scrim
        opacity: root.shown ? 1 : 0

        Behavior on opacity {
            NumberAnimation { duration: Theme.fadeDuration }
        }

        TapHandler { onTapped: root.repository.close() }
        HoverHandler {}
        WheelHandler { acceptedDevices: PointerDevice.AllDevices }
    }

    Rectangle {
        id: panel

        readonly property bool mirrored: LayoutMirroring.enabled
        readonly property real rest: mirrored ? 0 : root.width - width
        readonly property real away: mirrored ? -width : root.width
        /// 0 away, 1 at rest. Not the place itself is animated, or it would slide in with every change of the window's size.
        property real openness: root.shown ? 1 : 0

        Accessible.name: root.repository.header.title
        Accessible.role: Accessible.Pane
        border.color: Theme.palette.line
        border.width: Theme.lineWidth
        color: Theme.palette.base
        height: parent.height
        width: Math.min(root.width - Theme.spacingXl, 1120)
        x: away + (rest - away) * openness

        Behavior on openness {
            enabled: !Theme.reducedMotion
            NumberAnimation { duration: Theme.panelDuration; easing.type: Easing.OutCubic }
        }

        TapHandler { gesturePolicy: TapHandler.ReleaseWithinBounds }

        ColumnLayout {
            anchors.fill: parent
            anchors.margins: Theme.spacingXl
            anchors.topMargin: Theme.spacingM
            spacing: Theme.spacingM

            RepositoryHead {
                id: head

                Layout.fillHeight: false
                Layout.fillWidth: true
                repository: root.repository
                onUrlRequested: address => root.urlRequested(address)
                onLicenceRequested: root.tab = "licence"
                onVariantsRequested: root.tab = "variants"
            }

            RepositoryNotices {
                Layout.fillHeight: false
                Layout.fillWidth: true
                repository: root.repository
                onSettingsRequested: root.settingsRequested()
                onUrlRequested: address => root.urlRequested(address)
            }

            DownloadProgress {
                Layout.fillHeight: false
                Layout.fillWidth: true
                downloads: root.downloads
                kind: root.repository.header.kind
                repo: root.repository.header.repo
            }

            SegmentedControl {
                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth
                currentIndex: root.tabs.indexOf(root.tab)
                label: qsTr("Parts of the page")
                objectName: "tabs"
                options: root.tabs.map(name => root.tabTitles[name])
                visible: root.repository.state === RepositoryController.Ready
                onActivated: index => root.tab = root.tabs[index]
            }

            RepositoryTabs {
                Layout.fillHeight: true
                Layout.fillWidth: true
                repository: root.repository
                tab: root.tab
                visible: root.repository.state === RepositoryController.Ready
                onUrlRequested: address => root.urlRequested(address)
            }

            Item {
                Layout.fillHeight: true
                Layout.fillWidth: true
                visible: root.repository.state !== RepositoryController.Ready

                Row {
                    anchors.centerIn: parent
                    spacing: Theme.spacingS
                    visible: root.repository.state === RepositoryController.Loading

                    BusyRing { anchors.verticalCenter: parent.verticalCenter }
                    AppText { text: qsTr("Reading %1").arg(root.repository.header.repo); tone: AppText.Tone.Quiet }
                }

                EmptyState {
                    anchors.centerIn: parent
                    actionText: qsTr("Back")
                    iconName: "offline"
                    objectName: "unknownOffline"
                    text: qsTr("It has not been seen on this machine before, and there is no network to ask.")
                    title: qsTr("%1 is not known here yet").arg(root.repository.header.repo)
                    visible: root.repository.state === RepositoryController.Failed && root.repository.problem.title === ""
                    width: Math.min(parent.width, 480)
                    onActionTriggered: root.repository.back()
                }
            }
        }
    }
}
