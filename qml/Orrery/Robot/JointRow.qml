// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls

/// One joint: a slider in degrees or millimetres with a number box; the teal tick is what is measured.
Column {
    id: root

    required property int index
    required property string name
    required property string unit
    required property double value
    required property double target
    required property double lower
    required property double upper
    required property bool limited
    required property bool outside

    signal moveRequested(row: int, target: double)

    spacing: 0

    ValueSlider {
        width: root.width
        rowSpacing: -Theme.spacingS
        label: root.name
        from: root.lower
        to: root.upper
        unit: root.unit
        decimals: 1
        stepSize: 1
        value: root.target
        marker: root.value
        onMoved: (value) => root.moveRequested(root.index, value)
    }
    AppText {
        visible: text !== ""
        kind: AppText.Kind.Caption
        tone: root.outside ? AppText.Tone.Caution : AppText.Tone.Quiet
        text: root.outside ? qsTr("outside its limits") : root.limited ? "" : qsTr("no limits given")
    }
}
