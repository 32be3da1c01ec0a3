// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// A name and its value, explained when one rests on it.
RowLayout {
    id: root

    required property string name
    required property string value
    property string help: ""

    Accessible.description: help
    Accessible.name: qsTr("%1: %2", "name, value").arg(name).arg(value)
    Accessible.role: Accessible.StaticText
    spacing: Theme.spacingM

    AppText {
        Layout.alignment: Qt.AlignTop
        Layout.preferredWidth: Math.round(112 * Theme.textScale)
        kind: AppText.Kind.Label
        text: root.name
        tone: AppText.Tone.Quiet
        wrapMode: Text.Wrap
    }
    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        text: root.value
        wrapMode: Text.Wrap
    }

    HoverHandler { id: hover }
    AppToolTip {
        text: root.help
        visible: hover.hovered && text !== ""
    }
}
