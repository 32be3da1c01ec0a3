// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// One fact: its name over its value.
ColumnLayout {
    id: root

    required property string name
    required property string value

    visible: value !== ""
    spacing: 2

    AppText {
        Layout.fillWidth: true
        text: root.name
        tone: AppText.Tone.Quiet
        kind: AppText.Kind.Caption
        elide: Text.ElideRight
    }
    AppText {
        Layout.fillWidth: true
        text: root.value
        wrapMode: Text.Wrap
    }
}
