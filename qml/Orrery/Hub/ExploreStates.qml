// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls
import Orrery.Hub

/// What stands where no results are: still searching, nothing found, or what went wrong.
Item {
    id: root

    required property ExploreController explore

    signal settingsRequested

    readonly property bool nothing: explore.state === ExploreController.Nothing

    Row {
        anchors.centerIn: parent
        spacing: Theme.spacingS
        visible: root.explore.state === ExploreController.Searching && patience.ripe

        BusyRing { anchors.verticalCenter: parent.verticalCenter }
        AppText { text: qsTr("Searching what has been seen, then the Hub"); tone: AppText.Tone.Quiet }
    }

    Timer {
        id: patience

        property bool ripe: false

        interval: 300
        running: root.explore.state === ExploreController.Searching
        onRunningChanged: ripe = false
        onTriggered: ripe = true
    }

    EmptyState {
        anchors.centerIn: parent
        actionText: root.explore.filterCount > 0 ? qsTr("Clear filters") : root.explore.text !== "" ? qsTr("Clear the search") : root.explore.networkMissing ? qsTr("Try again") : ""
        iconName: root.explore.offline ? "offline" : "search"
        objectName: "nothing"
        text: root.explore.offline ? qsTr("%1 What is found online is remembered and can be searched without a network.").arg(root.explore.offlineText)
            : root.explore.filterCount > 0 ? qsTr("No repository has all of what the filters ask for.")
            : qsTr("Try fewer or other words. A repository's name can also be pasted: organisation/name.")
        title: root.explore.text !== "" ? qsTr("Nothing found for \"%1\"").arg(root.explore.text) : qsTr("Nothing here yet")
        visible: root.nothing
        width: Math.min(parent.width - 2 * Theme.spacingXl, 520)
        onActionTriggered: {
            if (root.explore.filterCount > 0)
                root.explore.clearFilters();
            else if (root.explore.text !== "")
                root.explore.text = "";
            else
                root.explore.refresh();
        }
    }

    ErrorPanel {
        anchors.centerIn: parent
        actionText: root.explore.problem.stepText
        details: root.explore.problem.detail
        objectName: "failure"
        text: root.explore.problem.text
        title: root.explore.problem.title
        visible: root.explore.state === ExploreController.Failed
        width: Math.min(parent.width - 2 * Theme.spacingXl, 560)
        onActionTriggered: {
            if (root.explore.problem.opensSettings)
                root.settingsRequested();
            else
                root.explore.refresh();
        }
    }
}
