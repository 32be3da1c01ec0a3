// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Hub

/// The facts, each its name over its value.
ColumnLayout {
    id: root

    required property RowModel facts

    spacing: Theme.spacingM

    Repeater {
        model: root.facts

        ColumnLayout {
            required property string name
            required property string value

            Accessible.name: qsTr("%1: %2", "fact, value").arg(name).arg(value)
            Accessible.role: Accessible.StaticText
            Layout.fillWidth: true
            spacing: 0

            AppText {
                Accessible.ignored: true
                Layout.fillWidth: true
                kind: AppText.Kind.Caption
                text: parent.name
                tone: AppText.Tone.Quiet
                wrapMode: Text.Wrap
            }
            AppText {
                Accessible.ignored: true
                Layout.fillWidth: true
                kind: AppText.Kind.Label
                text: parent.value
                wrapMode: Text.Wrap
            }
        }
    }
}
