// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Chat
import Orrery.Controls
import Orrery.Theme

/// How the next word is picked: one setting after the other, each explained. What is not set is up to the engine.
ColumnLayout {
    id: root

    required property SetupModel setup

    spacing: Theme.spacingM

    Repeater {
        model: root.setup

        ColumnLayout {
            id: row

            required property string key
            required property string name
            required property string help
            required property bool isSet
            required property real value
            required property real from
            required property real to
            required property real step
            required property int decimals

            Layout.fillWidth: true
            spacing: 0

            AppCheckBox {
                Accessible.description: row.help
                Layout.fillWidth: true
                checked: row.isSet
                font.pixelSize: Theme.labelSize
                text: row.name
                onToggled: checked ? root.setup.setValue(row.key, row.value) : root.setup.unset(row.key)
            }
            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Caption
                text: row.help
                tone: AppText.Tone.Quiet
                wrapMode: Text.Wrap
            }
            ValueSlider {
                Layout.fillWidth: true
                decimals: row.decimals
                from: row.from
                label: row.name
                stepSize: row.step
                to: row.to
                value: row.value
                visible: row.isSet
                onMoved: value => root.setup.setValue(row.key, value)
            }
        }
    }
}
