// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme

/// A hairline between two things.
Rectangle {
    id: root

    property bool vertical: false

    color: Theme.palette.line
    implicitHeight: vertical ? Theme.spacingXl : Theme.lineWidth
    implicitWidth: vertical ? Theme.lineWidth : Theme.spacingXl
}
