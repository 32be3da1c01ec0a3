// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Chat

TryPage {
    required property TryArea area

    chat: area.shell.chat
    models: area.shell.models
    inspector: area.shell.inspector
    chosenModel: area.shell.chosenModel
    onOpenModelRequested: area.dialogs().openModel()
    onAttachRequested: area.dialogs().attach()
    onImportRequested: area.dialogs().importConversation()
    onExportRequested: (conversation, name, json) => area.dialogs().exportConversation(conversation, name, json)
    onEnginesRequested: area.shell.showPage("engines")
    onExploreRequested: area.shell.showPage("explore")
    onSettingsRequested: area.shell.showPage("settings")
    onUrlRequested: (address) => Qt.openUrlExternally(address)
}
