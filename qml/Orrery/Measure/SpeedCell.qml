// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Theme

/// A speed of the history, and under it how it differs from the one chosen for comparison.
ColumnLayout {
    id: root

    required property string value
    required property string difference
    required property bool base

    readonly property bool faster: difference.startsWith("+")
    readonly property bool slower: difference.startsWith("−")

    Layout.fillWidth: false
    Layout.maximumWidth: 168
    Layout.minimumWidth: 168
    spacing: 0

    AppText {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignRight
        kind: AppText.Kind.Label
        text: root.value !== "" ? root.value : "–"
    }
    AppText {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignRight
        kind: AppText.Kind.Caption
        text: root.base ? qsTr("compared with this") : root.faster ? qsTr("%1 faster").arg(root.difference)
            : root.slower ? qsTr("%1 slower").arg(root.difference) : root.difference
        tone: root.faster ? AppText.Tone.Good : root.slower ? AppText.Tone.Danger : AppText.Tone.Quiet
        visible: text !== ""
    }
}
