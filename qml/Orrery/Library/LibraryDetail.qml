// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Library

/// The chosen item in full, and everything that can be done with it.
Panel {
    id: root

    required property LibraryController library
    readonly property LibrarySelection item: library.selection

    signal tryRequested(url file)
    signal robotRequested(url file)
    signal exploreRequested(string repo, string kind)
    signal packRequested

    title: item.title
    padding: 0
    actions: IconButton {
        icon.name: "close"
        text: qsTr("Close")
        onClicked: root.library.select("")
    }

    contentItem: ScrollPane {
        padding: Theme.spacingL
        contentSpacing: Theme.spacingM

        AppButton {
            Layout.fillWidth: true
            visible: root.item.canTry
            kind: AppButton.Kind.Primary
            icon.name: "chat"
            text: qsTr("Try it")
            onClicked: root.tryRequested(root.item.fileToTry)
        }
        AppButton {
            Layout.fillWidth: true
            visible: root.item.canShow
            kind: !root.item.canTry ? AppButton.Kind.Primary : AppButton.Kind.Secondary
            icon.name: "robot"
            text: qsTr("Show on the stage")
            onClicked: root.robotRequested(root.item.fileToShow)
        }
        LibraryFacts {
            Layout.fillWidth: true
            facts: root.item.facts
        }
        AppText {
            Layout.fillWidth: true
            text: root.item.folder
            kind: AppText.Kind.Caption
            tone: AppText.Tone.Quiet
            mono: true
            wrapMode: Text.WrapAnywhere
        }
        Flow {
            Layout.fillWidth: true
            spacing: Theme.spacingS

            AppButton {
                text: qsTr("Check")
                icon.name: "check"
                enabled: !root.library.job.active
                onClicked: root.library.verify(root.item.key)
            }
            AppButton {
                visible: root.item.repo !== ""
                text: qsTr("On the Hub")
                icon.name: "explore"
                onClicked: root.exploreRequested(root.item.repo, root.item.repoKind)
            }
            AppButton {
                visible: root.item.packable
                text: qsTr("Pack…")
                icon.name: "send"
                enabled: !root.library.job.active
                onClicked: root.packRequested()
            }
            AppButton {
                text: root.item.pinned ? qsTr("Unpin") : qsTr("Pin")
                icon.name: "pin"
                onClicked: root.library.setPinned(root.item.key, !root.item.pinned)
            }
            AppButton {
                visible: root.item.writable
                text: qsTr("Delete…")
                icon.name: "trash"
                enabled: !root.library.job.active && !root.item.pinned
                onClicked: root.library.planRemoval(root.item.key)
            }
        }
        AppText {
            Layout.fillWidth: true
            visible: !root.item.writable
            text: qsTr("It belongs to another program; Orrery only reads it.")
            kind: AppText.Kind.Label
            tone: AppText.Tone.Quiet
            wrapMode: Text.WordWrap
        }
        AppText {
            Layout.fillWidth: true
            visible: root.item.pinned
            text: qsTr("Pinned: unpin it before it can be deleted.")
            kind: AppText.Kind.Label
            tone: AppText.Tone.Quiet
            wrapMode: Text.WordWrap
        }

        SectionHeader {
            Layout.fillWidth: true
            visible: root.item.findings.length > 0
            kind: AppText.Kind.Body
            title: qsTr("Problems")

            AppButton {
                visible: root.item.mendable
                text: qsTr("Repair")
                enabled: !root.library.job.active
                onClicked: root.library.repair(root.item.key)
            }
        }
        Repeater {
            model: root.item.findings

            FindingRow {
                required property var modelData

                Layout.fillWidth: true
                text: modelData.text
                path: modelData.path
            }
        }
        SectionHeader {
            Layout.fillWidth: true
            visible: root.item.partialText !== ""
            kind: AppText.Kind.Body
            title: qsTr("Unfinished downloads")
            text: root.item.partialText

            AppButton {
                text: qsTr("Delete…")
                enabled: !root.library.job.active
                onClicked: root.library.planPartialRemoval(root.item.key)
            }
        }
        SectionHeader {
            Layout.fillWidth: true
            visible: root.item.revisions.length > 0
            kind: AppText.Kind.Body
            title: root.item.revisions.length > 1 ? qsTr("Revisions") : qsTr("Files")
        }
        Repeater {
            model: root.item.revisions

            RevisionRow {
                required property var modelData

                Layout.fillWidth: true
                revision: modelData
                removable: root.item.writable && !root.item.pinned && root.item.revisions.length > 1
                onRemoveRequested: root.library.planRemoval(root.item.key, [modelData.commit])
            }
        }
    }
}
