// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Controls
import Orrery.Theme

/// A whole number with its name beside it.
Row {
    id: root

    required property string label
    required property real value
    property alias from: field.from
    property alias to: field.to
    property alias stepSize: field.stepSize
    property alias unit: field.unit

    signal edited(value: real)

    spacing: Theme.spacingS

    AppText {
        anchors.verticalCenter: parent.verticalCenter
        kind: AppText.Kind.Label
        text: root.label
    }
    NumberField {
        id: field

        decimals: 0
        label: root.label
        value: root.value
        width: root.unit === "" ? 72 : 128
        onEdited: value => root.edited(value)
    }
}
