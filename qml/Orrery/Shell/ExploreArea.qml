// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Hub

ExplorePage {
    required property Main shell

    active: shell.page === "explore"
    explore: shell.explore
    repository: shell.repository
    downloads: shell.downloads
    onSettingsRequested: shell.showPage("settings")
    onUrlRequested: (address) => Qt.openUrlExternally(address)
}
