// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// One thing that is wrong with what lies here.
RowLayout {
    id: root

    required property string text
    required property string path

    spacing: Theme.spacingS

    Icon {
        Layout.alignment: Qt.AlignTop
        name: "warning"
        color: Theme.palette.caution
        size: 18
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        AppText {
            Layout.fillWidth: true
            text: root.text
            kind: AppText.Kind.Label
            wrapMode: Text.WordWrap
        }
        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: root.path
            tone: AppText.Tone.Quiet
            kind: AppText.Kind.Caption
            mono: true
            elide: Text.ElideLeft
        }
    }
}
