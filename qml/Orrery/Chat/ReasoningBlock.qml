// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls

/// What the model thought, folded away until somebody asks.
Column {
    id: root

    required property string reasoning
    property bool open: false

    visible: reasoning !== ""
    spacing: Theme.spacingXs

    AppButton {
        kind: AppButton.Kind.Quiet
        icon.name: root.open ? "chevron-down" : "chevron-right"
        text: root.open ? qsTr("Hide its thinking") : qsTr("Show its thinking")
        onClicked: root.open = !root.open
    }
    AppText {
        visible: root.open
        width: parent.width
        text: root.reasoning
        textFormat: Text.PlainText
        tone: AppText.Tone.Quiet
        kind: AppText.Kind.Label
        wrapMode: Text.Wrap
        leftPadding: Theme.spacingM
    }
}
