// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Theme

/// What a model thought before it answered, folded away until somebody asks.
ColumnLayout {
    id: root

    required property string reasoning
    property bool open: false

    spacing: Theme.spacingXs
    visible: reasoning !== ""

    AppButton {
        icon.name: root.open ? "chevron-down" : "chevron-right"
        kind: AppButton.Kind.Quiet
        leftPadding: 0
        text: root.open ? qsTr("Hide its thinking") : qsTr("Show its thinking")
        onClicked: root.open = !root.open
    }
    Flickable {
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(thoughts.implicitHeight, 200)
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: thoughts.implicitHeight
        visible: root.open

        AppText {
            id: thoughts

            kind: AppText.Kind.Label
            text: root.open ? root.reasoning : ""
            textFormat: Text.PlainText
            tone: AppText.Tone.Quiet
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
