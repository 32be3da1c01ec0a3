// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Engines

EnginesPage {
    required property TryArea area

    runtimes: area.shell.runtimes
    loaded: area.shell.loaded
    servers: area.shell.servers
    serving: area.shell.serving
    releaseAddress: area.shell.settings.releaseAddress
    onReleaseAddressEdited: (address) => area.shell.settings.releaseAddress = address
    onArchiveRequested: area.dialogs().openArchive()
}
