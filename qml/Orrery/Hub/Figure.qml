// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls

/// A small number beside the icon that says what it counts.
Row {
    id: root

    required property string iconName
    required property string text

    spacing: Theme.spacingXs
    visible: text !== ""

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.palette.quiet
        name: root.iconName
        size: 14
    }

    AppText {
        anchors.verticalCenter: parent.verticalCenter
        kind: AppText.Kind.Caption
        text: root.text
        tone: AppText.Tone.Quiet
    }
}
