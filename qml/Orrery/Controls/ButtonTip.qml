// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Controls

/// What a button with an icon alone does, and by which key.
AppToolTip {
    required property IconButton button

    parent: button
    text: button.shortcutText === "" ? button.text : qsTr("%1 (%2)").arg(button.text).arg(button.shortcutText)
    visible: button.tipWanted
}
