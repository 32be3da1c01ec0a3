// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// A page that shows the stage. The stage is one for all pages and lives below them, so that it stays alive when the page changes; the
/// page only says where it is to be, and paints nothing there.
Item {
    /// In the page's own coordinates.
    property rect stageArea: Qt.rect(0, 0, 0, 0)
}
