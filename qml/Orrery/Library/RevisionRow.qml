// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// One revision of a repository: its commit, what points to it, and its files.
ColumnLayout {
    id: root

    required property var revision
    property bool removable: false
    property bool filesShown: false
    readonly property int most: 40

    signal removeRequested

    spacing: Theme.spacingXs

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingXs

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: root.revision.commit.slice(0, 10) + (root.revision.refs !== "" ? "  " + root.revision.refs : "")
                mono: true
                kind: AppText.Kind.Label
                elide: Text.ElideRight
            }
            AppText {
                Layout.fillWidth: true
                text: qsTr("%1, %n files", "", root.revision.files.length).arg(root.revision.sizeText)
                kind: AppText.Kind.Caption
                tone: AppText.Tone.Quiet
            }
        }
        IconButton {
            icon.name: root.filesShown ? "chevron-up" : "chevron-down"
            text: root.filesShown ? qsTr("Hide the files") : qsTr("Show the files")
            onClicked: root.filesShown = !root.filesShown
        }
        IconButton {
            visible: root.removable
            icon.name: "trash"
            text: qsTr("Delete this revision: gives back %1").arg(root.revision.freedText)
            onClicked: root.removeRequested()
        }
    }
    Repeater {
        model: root.filesShown ? root.revision.files.slice(0, root.most) : []

        RowLayout {
            id: file
            required property var modelData

            Layout.fillWidth: true
            spacing: Theme.spacingS

            AppText {
                Layout.fillWidth: true
                text: file.modelData.name
                kind: AppText.Kind.Caption
                mono: true
                elide: Text.ElideMiddle
            }
            Icon {
                visible: file.modelData.pickle
                name: "warning"
                size: 14
                color: Theme.palette.caution
                Accessible.name: qsTr("Can run code when a program loads it")
            }
            AppText {
                text: file.modelData.sizeText
                kind: AppText.Kind.Caption
                tone: AppText.Tone.Quiet
            }
        }
    }
    AppText {
        visible: root.filesShown && root.revision.files.length > root.most
        text: qsTr("and %n more", "", root.revision.files.length - root.most)
        kind: AppText.Kind.Caption
        tone: AppText.Tone.Quiet
    }
}
