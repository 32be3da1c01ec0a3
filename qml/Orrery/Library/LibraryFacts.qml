// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// Names and values, a line each.
Column {
    id: root

    required property var facts

    spacing: Theme.spacingXs

    Repeater {
        model: root.facts

        RowLayout {
            id: fact
            required property var modelData

            width: root.width
            spacing: Theme.spacingM

            AppText {
                Layout.preferredWidth: 116
                text: fact.modelData.label
                kind: AppText.Kind.Label
                tone: AppText.Tone.Quiet
            }
            AppText {
                Layout.fillWidth: true
                text: fact.modelData.value
                kind: AppText.Kind.Label
                elide: Text.ElideMiddle
            }
        }
    }
}
