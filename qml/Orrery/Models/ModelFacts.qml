// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Models

/// What a model is, whether it fits and how fast it would be, told without loading it. Scrolls.
ScrollPane {
    id: root

    required property ModelInspector inspector

    barSpace: Theme.spacingM
    contentSpacing: Theme.spacingM

    AppText {
        Accessible.name: text
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        kind: AppText.Kind.Title
        text: root.inspector.title
        visible: text !== ""
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
        objectName: "problem"
        text: root.inspector.problem
        title: qsTr("This model cannot be read")
        visible: root.inspector.problem !== ""
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingS
        visible: root.inspector.known && !root.inspector.runs

        Icon {
            Layout.alignment: Qt.AlignTop
            color: Theme.palette.caution
            name: "info"
            size: 18
        }
        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            objectName: "doesNotRun"
            text: root.inspector.whyNot
            wrapMode: Text.Wrap
        }
    }

    FitPanel {
        Layout.fillWidth: true
        memory: root.inspector.memory
        visible: root.inspector.runs
    }

    SectionHeader {
        Layout.fillWidth: true
        Layout.topMargin: Theme.spacingS
        kind: AppText.Kind.Body
        title: qsTr("What it is")
        visible: root.inspector.known
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingXs

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
        ModelFactRow {
            Layout.fillWidth: true
            name: qsTr("Made from")
            value: root.inspector.baseModel
            visible: value !== ""
        }
    }

    SectionHeader {
        Layout.fillWidth: true
        Layout.topMargin: Theme.spacingS
        kind: AppText.Kind.Body
        title: qsTr("How its numbers are packed")
        visible: root.inspector.tensorTypes.length > 0
    }
    TensorTypes {
        Layout.fillWidth: true
        types: root.inspector.tensorTypes
        visible: root.inspector.tensorTypes.length > 0
    }

    SectionHeader {
        Layout.fillWidth: true
        Layout.topMargin: Theme.spacingS
        kind: AppText.Kind.Body
        title: qsTr("Licence: %1").arg(root.inspector.licence)
        visible: root.inspector.licence !== ""
    }
    LicencePoints {
        Layout.fillWidth: true
        points: root.inspector.licencePoints
        visible: root.inspector.licencePoints.length > 0
    }

    FoldedText {
        Layout.fillWidth: true
        text: root.inspector.chatTemplate
        title: qsTr("Chat template")
        visible: root.inspector.chatTemplate !== ""
    }
}
