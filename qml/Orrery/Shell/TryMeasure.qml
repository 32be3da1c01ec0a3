// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Measure

MeasurePage {
    required property TryArea area

    measure: area.shell.measure
    models: area.shell.models
    inspector: area.shell.inspector
    onBrowseRequested: area.dialogs().openForMeasuring()
    onExploreRequested: area.shell.showPage("explore")
    onExportRequested: (suggestedName) => area.dialogs().exportMeasurements(suggestedName)
}
