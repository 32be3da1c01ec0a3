// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Library

/// The page's name, how much there is, and what concerns everything.
ColumnLayout {
    id: root

    required property LibraryController library

    signal unpackRequested
    signal foldersRequested
    signal duplicatesRequested

    spacing: Theme.spacingS

    SectionHeader {
        Layout.fillWidth: true
        kind: AppText.Kind.Heading
        title: qsTr("Library")
        text: !root.library.looked ? qsTr("Looking at this disk…")
            : root.library.freeText === "" ? qsTr("%1 on this disk").arg(root.library.sizeText)
            : qsTr("%1 on this disk, %2 free").arg(root.library.sizeText).arg(root.library.freeText)

        AppButton {
            text: qsTr("Bring in a pack…")
            icon.name: "download"
            enabled: !root.library.job.active
            onClicked: root.unpackRequested()
        }
        AppButton {
            text: qsTr("Folders…")
            icon.name: "folder-open"
            onClicked: root.foldersRequested()
        }
        IconButton {
            icon.name: "retry"
            text: qsTr("Look again")
            enabled: !root.library.scanning
            onClicked: root.library.refresh()
        }
    }
    Flow {
        Layout.fillWidth: true
        spacing: Theme.spacingS
        visible: root.library.partialText !== "" || root.library.duplicateText !== ""

        AppButton {
            visible: root.library.partialText !== ""
            kind: AppButton.Kind.Quiet
            icon.name: "trash"
            text: qsTr("%1 of unfinished downloads").arg(root.library.partialText)
            onClicked: root.library.planPartialRemoval("")
        }
        AppButton {
            visible: root.library.duplicateText !== ""
            kind: AppButton.Kind.Quiet
            icon.name: "copy"
            text: qsTr("%1 lie here twice").arg(root.library.duplicateText)
            onClicked: root.duplicatesRequested()
        }
    }
}
