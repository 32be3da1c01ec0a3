// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Models

/// What a model is and whether it fits, told without loading it. Scrolls.
ScrollPane {
    id: root

    required property ModelInspector inspector

    barSpace: Theme.spacingM
    contentSpacing: Theme.spacingM

    AppText {
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        kind: AppText.Kind.Title
        text: root.inspector.title
        wrapMode: Text.Wrap
    }

    RowLayout {
        spacing: Theme.spacingS
        visible: root.inspector.loading

        BusyRing {}
        AppText {
            text: qsTr("Reading its header…")
            tone: AppText.Tone.Quiet
        }
    }

    ErrorPanel {
        Layout.fillWidth: true
        details: root.inspector.problemDetail
        text: root.inspector.problem
        title: qsTr("This model cannot be read")
        visible: root.inspector.problem !== ""
    }

    Repeater {
        model: root.inspector.facts

        ModelFactRow {
            required property var modelData

            Layout.fillWidth: true
            help: modelData.help
            name: modelData.name
            value: modelData.value
        }
    }
}
