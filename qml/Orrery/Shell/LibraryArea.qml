// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Library

LibraryPage {
    required property Main shell

    active: shell.page === "library"
    library: shell.library
    onTryRequested: (file) => shell.tryModel(file)
    onRobotRequested: (file) => shell.showRobot(file)
    onExploreRequested: (repo, kind) => shell.showRepository(kind, repo)
}
