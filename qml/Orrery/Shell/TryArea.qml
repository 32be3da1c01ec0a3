// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Chat
import Orrery.Compare
import Orrery.Engines
import Orrery.Measure
import Orrery.Models
import Orrery.Settings

/// All that is done with models on this machine: its pages under one bar, each made when first shown, and the dialogs they ask for.
Item {
    id: root

    required property ChatController chat
    required property CompareController compare
    required property MeasureController measure
    required property RuntimesController runtimes
    required property LoadedModels loaded
    required property ServerAccounts servers
    required property ServingController serving
    required property LocalModels models
    required property ModelInspector inspector
    required property ModelInspector chosenModel
    required property AppSettings settings
    /// "chat", "compare", "measure" or "engines".
    required property string section

    signal sectionRequested(string section)
    signal exploreRequested
    signal settingsRequested
    signal urlRequested(url address)

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
                models: root.models
                inspector: root.inspector
                chosenModel: root.chosenModel
                onOpenModelRequested: dialogs.openModel()
                onAttachRequested: dialogs.attach()
                onImportRequested: dialogs.importConversation()
                onExportRequested: (conversation, name, json) => dialogs.exportConversation(conversation, name, json)
                onEnginesRequested: root.sectionRequested("engines")
                onExploreRequested: root.exploreRequested()
                onSettingsRequested: root.settingsRequested()
                onUrlRequested: (address) => root.urlRequested(address)
            }
        }
        PageHost {
            shown: root.section === "compare"
            sourceComponent: ComparePage {
                compare: root.compare
                models: root.models
                inspector: root.inspector
                onBrowseRequested: dialogs.addToComparison()
                onExploreRequested: root.exploreRequested()
                onExportRequested: (key, suggestedName) => dialogs.exportComparison(key, suggestedName)
                onLinkActivated: (link) => root.urlRequested(link)
            }
        }
        PageHost {
            shown: root.section === "measure"
            sourceComponent: MeasurePage {
                measure: root.measure
                models: root.models
                inspector: root.inspector
                onBrowseRequested: dialogs.openForMeasuring()
                onExploreRequested: root.exploreRequested()
                onExportRequested: (suggestedName) => dialogs.exportMeasurements(suggestedName)
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
                onArchiveRequested: dialogs.openArchive()
            }
        }
        // qmllint enable unqualified
    }

    TryDialogs {
        id: dialogs
        chat: root.chat
        compare: root.compare
        measure: root.measure
        runtimes: root.runtimes
        models: root.models
    }
}
