// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Theme

/// One model's wins, losses and ties, with its share as a bar.
ColumnLayout {
    id: root

    required property string model
    required property int wins
    required property int losses
    required property int ties
    required property real share

    readonly property string counts: qsTr("%1 won, %2 lost, %3 equal").arg(wins).arg(losses).arg(ties)

    Accessible.name: qsTr("%1: %2").arg(model).arg(counts)
    Accessible.role: Accessible.StaticText
    spacing: Theme.spacingXs

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingM

        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            text: root.model
            textFormat: Text.PlainText
        }
        AppText {
            kind: AppText.Kind.Label
            text: root.counts
            tone: AppText.Tone.Quiet
        }
    }
    Rectangle {
        Layout.fillWidth: true
        color: Theme.palette.sunken
        implicitHeight: 6
        radius: 3

        Rectangle {
            color: Theme.seriesColor(0)
            height: parent.height
            radius: 3
            width: parent.width * root.share
        }
    }
}
