// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Theme

/// One measured round of the history: chosen by its box, told against the oldest that is chosen.
Rectangle {
    id: root

    required property int index
    required property string model
    required property string machine
    required property string engine
    required property string when
    required property string round
    required property string prompt
    required property string answer
    required property bool selected
    required property bool base
    required property string promptDifference
    required property string answerDifference
    property bool machineShown: false

    signal toggled(selected: bool)

    readonly property string about: machineShown ? qsTr("%1 · %2 · engine %3").arg(when).arg(machine).arg(engine)
                                                 : qsTr("%1 · engine %2").arg(when).arg(engine)

    color: selected ? Theme.palette.selection : "transparent"
    implicitHeight: line.implicitHeight + 2 * Theme.spacingS
    radius: Theme.radiusControl

    RowLayout {
        id: line

        anchors.left: parent.left
        anchors.leftMargin: Theme.spacingS
        anchors.right: parent.right
        anchors.rightMargin: Theme.spacingM
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.spacingM

        AppCheckBox {
            Accessible.name: qsTr("%1, %2, %3. Reading %4, answering %5").arg(root.model).arg(root.round).arg(root.when).arg(root.prompt).arg(root.answer)
            checked: root.selected
            onToggled: root.toggled(checked)
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.minimumWidth: 0
            spacing: 0

            AppText {
                Layout.fillWidth: true
                text: qsTr("%1, %2").arg(root.model).arg(root.round)
                textFormat: Text.PlainText
            }
            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Caption
                text: root.about
                textFormat: Text.PlainText
                tone: AppText.Tone.Quiet
            }
        }
        SpeedCell {
            base: root.base
            difference: root.promptDifference
            value: root.prompt
        }
        SpeedCell {
            base: root.base
            difference: root.answerDifference
            value: root.answer
        }
    }
}
