// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Dialogs
import Orrery.Chat
import Orrery.Compare
import Orrery.Engines
import Orrery.Measure
import Orrery.Models
import Orrery.Settings

/// All that is done with models on this machine: its pages under one bar, each made when first shown.
Item {
    id: root

    required property ChatController chat
    required property RuntimesController runtimes
    required property LoadedModels loaded
    required property ServerAccounts servers
    required property ServingController serving
    required property AppSettings settings
    /// "chat", "compare", "measure" or "engines".
    required property string section

    signal sectionRequested(string section)
    signal openModelRequested
    signal exploreRequested
    signal settingsRequested

    readonly property var sections: ["chat", "compare", "measure", "engines"]

    TryBar {
        id: bar
        width: parent.width
        runtimes: root.runtimes
        current: Math.max(0, root.sections.indexOf(root.section))
        onChosen: (index) => root.sectionRequested(root.sections[index])
    }

    Item {
        anchors { left: parent.left; right: parent.right; top: bar.bottom; bottom: parent.bottom }

        // The pages' components use ids of this file. They cannot be declared Bound: Qt 6.4 then refuses to make them here.
        // qmllint disable unqualified
        PageHost {
            shown: root.section === "chat"
            sourceComponent: TryPage {
                chat: root.chat
                onOpenModelRequested: root.openModelRequested()
                onExploreRequested: root.exploreRequested()
                onSettingsRequested: root.settingsRequested()
            }
        }
        PageHost {
            shown: root.section === "engines"
            sourceComponent: EnginesPage {
                runtimes: root.runtimes
                loaded: root.loaded
                servers: root.servers
                serving: root.serving
                releaseAddress: root.settings.releaseAddress
                onReleaseAddressEdited: (address) => root.settings.releaseAddress = address
                onArchiveRequested: archiveDialog.open()
            }
        }
        // qmllint enable unqualified
    }

    FileDialog {
        id: archiveDialog
        title: qsTr("Install an engine from an archive")
        nameFilters: [qsTr("Archives (*.tar.gz *.tar.xz *.tgz *.zip)"), qsTr("All files (*)")]
        onAccepted: root.runtimes.installArchive(selectedFile)
    }
}
