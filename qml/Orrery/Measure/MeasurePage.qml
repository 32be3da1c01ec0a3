// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Measure
import Orrery.Models
import Orrery.Theme

/// How fast models run on this computer: measure one, and compare with what was measured before.
Item {
    id: root

    required property MeasureController measure
    required property LocalModels models
    required property ModelInspector inspector

    /// A place for a .csv or .json file is wanted, for MeasureController::exportTo.
    signal exportRequested(suggestedName: string)
    /// A GGUF of the person's choice is wanted, for MeasureController::chooseModel.
    signal browseRequested
    signal exploreRequested

    readonly property bool empty: !measure.hasModel && measure.history.count === 0 && measure.modelFilter === ""
        && measure.problem === ""

    Component.onCompleted: measure.refresh()

    Rectangle {
        anchors.fill: parent
        color: Theme.palette.base
    }

    EmptyState {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.spacingXl, 520)
        visible: root.empty
        iconName: "measure"
        title: qsTr("How fast is this computer?")
        text: qsTr("Measures how quickly a model reads and writes here, with different numbers of threads, and tells which number is best. The figures are kept, to be compared later.")
        actionText: qsTr("Choose a model…")
        onActionTriggered: picker.open()
    }

    ScrollPane {
        anchors.fill: parent
        barSpace: Theme.spacingS
        padding: Theme.spacingXl
        visible: !root.empty

        ColumnLayout {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: true
            Layout.maximumWidth: 1080
            spacing: Theme.spacingL

            AppButton {
                icon.name: "model"
                kind: AppButton.Kind.Primary
                text: qsTr("Choose a model to measure…")
                visible: !root.measure.hasModel
                onClicked: picker.open()
            }
            MeasurePlan {
                Layout.fillWidth: true
                measure: root.measure
                visible: root.measure.hasModel
                onChooseModelRequested: picker.open()
            }
            ErrorPanel {
                Layout.fillWidth: true
                actionText: root.measure.hasModel ? qsTr("Try again") : ""
                alternativeText: qsTr("Dismiss")
                details: root.measure.problemDetail
                text: root.measure.problem
                title: qsTr("Something went wrong")
                visible: root.measure.problem !== ""
                onActionTriggered: root.measure.start()
                onAlternativeTriggered: root.measure.dismissProblem()
            }
            MeasureResults {
                Layout.fillWidth: true
                measure: root.measure
                visible: root.measure.results.count > 0
            }
            MeasureHistory {
                Layout.fillWidth: true
                measure: root.measure
                visible: root.measure.history.count > 0 || root.measure.modelFilter !== ""
                onExportRequested: root.exportRequested("orrery-speeds.csv")
                onRemovalRequested: removal.open()
            }
        }
    }

    ModelPicker {
        id: picker

        filesOnly: true
        inspector: root.inspector
        models: root.models
        onBrowseRequested: root.browseRequested()
        onExploreRequested: root.exploreRequested()
        onPicked: file => root.measure.chooseModel(file, root.models.titleOf(file))
    }
    AppDialog {
        id: removal

        acceptIcon: "trash"
        acceptText: qsTr("Remove")
        dangerous: true
        rejectText: qsTr("Keep")
        text: qsTr("%n measurement(s) will be gone for good.", "", root.measure.history.selectedCount)
        title: qsTr("Remove what was chosen?")
        onAccepted: root.measure.removeSelected()
    }
}
