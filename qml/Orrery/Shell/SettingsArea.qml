// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Settings

SettingsPage {
    required property Main shell

    settings: shell.settings
    renderer: shell.quality.renderer
    engineReport: shell.runtimes.inUseText + "\n" + (shell.runtimes.usable ? shell.runtimes.protectionText : shell.runtimes.nextStep)
    accounts: shell.accounts
    onEngineCheckRequested: shell.runtimes.refresh()
}
