// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Compare
import Orrery.Controls
import Orrery.Theme

/// Which answer is better, before the names are told.
Card {
    id: root

    required property CompareController compare

    padding: Theme.spacingM

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.spacingS

        AppText {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            kind: AppText.Kind.Label
            text: qsTr("Which answer is better? The names are told after the vote.")
            tone: AppText.Tone.Quiet
            wrapMode: Text.Wrap
        }
        Flow {
            readonly property real wanted: {
                let sum = -spacing;
                for (let i = 0; i < children.length; ++i)
                    sum += children[i].implicitWidth > 0 ? children[i].implicitWidth + spacing : 0;
                return sum;
            }

            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: true
            Layout.maximumWidth: Math.ceil(wanted)
            Layout.preferredWidth: Math.ceil(wanted)
            spacing: Theme.spacingS

            Repeater {
                model: root.compare.columns

                AppButton {
                    required property bool answered
                    required property int index
                    required property string letter

                    enabled: answered
                    icon.name: "check"
                    text: root.compare.columns.count === 2 ? qsTr("%1 is better").arg(letter) : qsTr("%1 is best").arg(letter)
                    onClicked: root.compare.vote(index)
                }
            }
            AppButton {
                text: qsTr("Equally good")
                onClicked: root.compare.voteTie()
            }
            AppButton {
                text: root.compare.columns.count === 2 ? qsTr("Both bad") : qsTr("None is good")
                onClicked: root.compare.voteBothBad()
            }
        }
    }
}
