// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Compare

ComparePage {
    required property TryArea area

    compare: area.shell.compare
    models: area.shell.models
    inspector: area.shell.inspector
    onBrowseRequested: area.dialogs().addToComparison()
    onExploreRequested: area.shell.showPage("explore")
    onExportRequested: (key, suggestedName) => area.dialogs().exportComparison(key, suggestedName)
    onLinkActivated: (link) => Qt.openUrlExternally(link)
}
