// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// A joint that something else moves: what it is called, why it cannot be set, where it is.
RowLayout {
    id: root

    required property string name
    required property string unit
    required property int decimals
    required property real value
    required property string note
    required property bool outside

    readonly property string number: Number(value.toFixed(decimals)) === 0 ? (0).toFixed(decimals) : value.toFixed(decimals).replace("-", "\u2212")
    readonly property string reading: unit === "°" ? number + unit : number + "\u202f" + unit

    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1, %2: %3").arg(name).arg(note).arg(reading)
    spacing: Theme.spacingS

    ColumnLayout {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.spacingM
        spacing: 0

        AppText {
            Layout.fillWidth: true
            elide: Text.ElideMiddle
            kind: AppText.Kind.Label
            text: root.name
        }
        AppText {
            Layout.fillWidth: true
            elide: Text.ElideRight
            kind: AppText.Kind.Caption
            text: root.note
            tone: root.outside ? AppText.Tone.Caution : AppText.Tone.Quiet
        }
    }
    AppText {
        Layout.rightMargin: Theme.spacingS
        kind: AppText.Kind.Label
        text: root.reading
        tone: AppText.Tone.Quiet
    }
}
