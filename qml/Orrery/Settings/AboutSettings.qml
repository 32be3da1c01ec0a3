// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

FormGroup {
    title: qsTr("About")

    AppText {
        Layout.fillWidth: true
        text: qsTr("Orrery %1. Free software under the GNU General Public License, version 3 or later; its core under Apache 2.0. It sends nothing about you to anybody.").arg(Qt.application.version)
        wrapMode: Text.WordWrap
    }
}
