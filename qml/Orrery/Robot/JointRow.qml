// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// One joint: a slider with a number box, in the unit a person chose; the teal tick is what is measured. A joint that nobody sets is one
/// line to read.
Column {
    id: root

    required property int index
    required property string name
    required property string unit
    required property int decimals
    required property real step
    required property real value
    required property real target
    required property real lower
    required property real upper
    required property bool limited
    required property bool outside
    required property bool settable
    required property string note

    readonly property string caption: outside ? qsTr("outside its limits") : note !== "" ? note : limited ? "" : qsTr("no limits given")

    signal moveRequested(row: int, target: real)

    spacing: 0

    // The slider uses ids of this file, which cannot be declared Bound: Qt 6.4 then refuses to make it here.
    // qmllint disable unqualified
    Loader {
        active: root.settable
        visible: active
        width: root.width
        sourceComponent: ValueSlider {
            rowSpacing: -Theme.spacingS
            label: root.name
            from: root.lower
            to: root.upper
            unit: root.unit
            decimals: root.decimals
            stepSize: root.step
            value: root.target
            marker: root.value
            onMoved: (value) => root.moveRequested(root.index, value)
        }
    }
    Loader {
        active: !root.settable
        visible: active
        width: root.width
        sourceComponent: JointReading {
            name: root.name
            unit: root.unit
            decimals: root.decimals
            value: root.value
            note: root.caption
            outside: root.outside
        }
    }
    // qmllint enable unqualified
    AppText {
        visible: root.settable && text !== ""
        kind: AppText.Kind.Caption
        tone: root.outside ? AppText.Tone.Caution : AppText.Tone.Quiet
        text: root.caption
    }
}
