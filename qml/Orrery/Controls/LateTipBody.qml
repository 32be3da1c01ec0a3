// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Controls

AppToolTip {
    required property LateTip owner

    parent: owner.parent
    text: owner.text
    visible: owner.wanted
}
