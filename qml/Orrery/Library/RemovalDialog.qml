// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Controls

/// The question before anything is deleted.
AppDialog {
    dangerous: true
    acceptText: qsTr("Delete")
    acceptIcon: "trash"
    rejectText: qsTr("Keep")
}
