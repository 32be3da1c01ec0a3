// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme
import Orrery.Controls
import Orrery.Hub
import "parts.js" as Parts

/// Its commits, newest first, and the branches and tags to look at.
ColumnLayout {
    id: root

    required property RepositoryController repository
    readonly property RepositoryHistory history: repository.history
    readonly property bool wanted: visible && repository.state === RepositoryController.Ready && !repository.busy

    Component.onCompleted: if (wanted) repository.loadHistory()
    onWantedChanged: if (wanted) repository.loadHistory()

    spacing: Theme.spacingM

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingM
        visible: root.history.revisions.count > 0

        AppText {
            kind: AppText.Kind.Label
            text: qsTr("Revision")
            tone: AppText.Tone.Quiet
        }
        AppComboBox {
            Layout.preferredWidth: 260
            displayText: root.repository.revision
            label: qsTr("Revision")
            model: root.history.revisions
            textRole: "name"
            onActivated: index => root.repository.showRevision(root.history.revisions.value(index, "name"))
        }
    }

    ErrorPanel {
        Layout.fillWidth: true
        actionText: root.history.problem.stepText
        details: root.history.problem.detail
        text: root.history.problem.text
        title: root.history.problem.title
        visible: title !== ""
        onActionTriggered: root.repository.loadHistory()
    }

    ListView {
        Accessible.name: qsTr("Commits")
        Accessible.role: Accessible.List
        Layout.fillHeight: true
        Layout.fillWidth: true
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: root.history.commits
        onAtYEndChanged: if (atYEnd && count > 0) root.history.loadMore()

        T.ScrollBar.vertical: AppScrollBar {}

        delegate: Item {
            id: row

            required property string commit
            required property string title
            required property string authors
            required property string date

            Accessible.description: qsTr("%1, %2", "authors, date").arg(authors).arg(date)
            Accessible.name: title
            Accessible.role: Accessible.ListItem
            implicitHeight: line.implicitHeight + Theme.spacingM
            width: ListView.view.width

            RowLayout {
                id: line

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.rightMargin: Theme.spacingM
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.spacingM

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 0

                    AppText { Layout.fillWidth: true; text: row.title }
                    AppText {
                        Layout.fillWidth: true
                        kind: AppText.Kind.Label
                        text: Parts.join([row.authors, row.date], " · ")
                        tone: AppText.Tone.Quiet
                    }
                }
                AppText { kind: AppText.Kind.Label; mono: true; text: row.commit.slice(0, 8); tone: AppText.Tone.Quiet }
                AppButton {
                    font.pixelSize: Theme.labelSize
                    kind: AppButton.Kind.Quiet
                    text: qsTr("Look at it")
                    onClicked: root.repository.showRevision(row.commit)
                }
            }

            Separator { anchors.bottom: parent.bottom; width: parent.width }
        }

        NothingHere {
            text: root.history.commits.count > 0 || root.history.problem.title !== "" ? ""
                : root.history.busy ? qsTr("Reading the history") : qsTr("The history can be read once there is a network.")
        }
    }
}
