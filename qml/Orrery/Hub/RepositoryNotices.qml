// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Hub

/// What one should know before anything else: a gate, a successor, what a robot needs, what went wrong.
ColumnLayout {
    id: root

    required property RepositoryController repository

    signal settingsRequested
    signal urlRequested(url address)

    readonly property bool closed: repository.header.gated && repository.access !== RepositoryController.AccessGiven

    spacing: Theme.spacingS

    ErrorPanel {
        Layout.fillWidth: true
        actionText: root.repository.problem.stepText
        details: root.repository.problem.detail
        objectName: "problem"
        text: root.repository.problem.text
        title: root.repository.problem.title
        visible: title !== "" && !(root.closed && root.repository.problem.asksForAccess)
        onActionTriggered: {
            if (root.repository.problem.opensSettings)
                root.settingsRequested();
            else if (root.repository.problem.asksForAccess)
                root.urlRequested(root.repository.header.webUrl);
            else
                root.repository.reload();
        }
    }

    Card {
        Layout.fillWidth: true
        objectName: "gate"
        visible: root.closed

        contentItem: ColumnLayout { // qmllint disable deferred-property-id
            spacing: Theme.spacingXs

            AppText {
                Layout.fillWidth: true
                strong: true
                text: qsTr("Its makers ask for their terms to be accepted first")
                wrapMode: Text.Wrap
            }

            AppText {
                Layout.fillWidth: true
                Layout.maximumWidth: Theme.readingWidth
                maximumLineCount: 4
                text: root.repository.header.gateText !== "" ? root.repository.header.gateText
                    : qsTr("Accept them on the repository's page, signed in with the account whose token Orrery uses. Some let everybody in at once, some look at each request.")
                tone: AppText.Tone.Quiet
                wrapMode: Text.Wrap
            }

            AppButton {
                Layout.topMargin: Theme.spacingXs
                icon.name: "open-external"
                text: qsTr("Open the page to ask for access")
                onClicked: root.urlRequested(root.repository.header.webUrl)
            }
        }
    }

    NoticeStrip {
        Layout.fillWidth: true
        actionText: qsTr("Show it")
        text: root.repository.header.newVersion === "" ? "" : qsTr("Its makers say that %1 replaces it.").arg(root.repository.header.newVersion)
        onActionTriggered: root.repository.open(root.repository.header.kind, root.repository.header.newVersion)
    }

    NoticeStrip {
        Layout.fillWidth: true
        iconName: "robot"
        objectName: "robotNotice"
        text: root.repository.robotText
    }

    NoticeStrip {
        Layout.fillWidth: true
        actionText: qsTr("Back to main")
        iconName: "clock"
        text: root.repository.revision === "main" || root.repository.revision === "" ? "" : qsTr("This is revision %1, not the newest.").arg(root.repository.revision.slice(0, 12))
        onActionTriggered: root.repository.showRevision("main")
    }
}
