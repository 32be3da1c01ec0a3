// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Hub

/// A card of the grid that knows which repository it stands for.
ResultCard {
    id: root

    required property string kind
    required property string repo
    required property string endpoint

    signal chosen(string kind, string repo, string endpoint)

    function open(): void {
        chosen(kind, repo, endpoint);
    }

    onOpened: open()
}
