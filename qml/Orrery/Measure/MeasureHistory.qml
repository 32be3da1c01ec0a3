// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Measure
import Orrery.Theme

/// All that was measured, newest first: filtered, compared, exported, removed.
ColumnLayout {
    id: root

    required property MeasureController measure

    signal exportRequested
    signal removalRequested

    readonly property SpeedRounds rounds: measure.history
    readonly property list<string> filters: [qsTr("All models"), ...measure.models]

    spacing: Theme.spacingS

    SectionHeader {
        Layout.fillWidth: true
        text: root.rounds.selectedCount > 1 ? qsTr("The others are told against the oldest that is chosen.")
            : root.rounds.selectedCount === 1 ? qsTr("Choose another to compare it with.")
            : qsTr("Choose two or more to compare them.")
        title: qsTr("Measured before")

        AppButton {
            enabled: root.rounds.count > 0
            icon.name: "download"
            text: root.rounds.selectedCount > 0 ? qsTr("Export chosen…") : qsTr("Export all…")
            onClicked: root.exportRequested()
        }
        AppButton {
            enabled: root.rounds.selectedCount > 0
            icon.name: "trash"
            text: qsTr("Remove")
            onClicked: root.removalRequested()
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingM

        AppComboBox {
            Layout.preferredWidth: 260
            currentIndex: Math.max(0, root.filters.indexOf(root.measure.modelFilter))
            label: qsTr("Which model")
            model: root.filters
            onActivated: index => root.measure.modelFilter = index === 0 ? "" : root.filters[index]
        }
        AppSwitch {
            checked: root.measure.otherMachines
            text: qsTr("Other computers too")
            visible: root.measure.hasOtherMachines
            onToggled: root.measure.otherMachines = checked
        }
        Item {
            Layout.fillWidth: true
        }
        AppText {
            Layout.preferredWidth: 168
            horizontalAlignment: Text.AlignRight
            kind: AppText.Kind.Caption
            text: qsTr("Reading")
            tone: AppText.Tone.Quiet
        }
        AppText {
            Layout.preferredWidth: 168
            Layout.rightMargin: Theme.spacingM
            horizontalAlignment: Text.AlignRight
            kind: AppText.Kind.Caption
            text: qsTr("Writing")
            tone: AppText.Tone.Quiet
        }
    }
    Repeater {
        model: root.rounds

        SpeedRow {
            Layout.fillWidth: true
            machineShown: root.measure.otherMachines
            onToggled: selected => root.rounds.select(index, selected)
        }
    }
}
