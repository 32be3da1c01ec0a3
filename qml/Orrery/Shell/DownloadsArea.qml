// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Jobs

DownloadsPanel {
    id: root

    required property Main shell

    downloads: shell.downloads
    onOpenRequested: (kind, repo) => {
        root.close();
        shell.showRepository(kind, repo);
    }
}
