// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// What a model would take of one memory, as a stacked bar with its legend. Where it needs more than can be used, a line marks the end.
ColumnLayout {
    id: root

    required property string name
    required property string text
    required property real limit
    required property var parts

    function colorOf(kind: string): color {
        switch (kind) {
        case "weights": return Theme.seriesColor(0);
        case "context": return Theme.seriesColor(1);
        case "compute": return Theme.seriesColor(3);
        case "program": return Theme.seriesColor(5);
        default: return "transparent";
        }
    }

    Accessible.description: parts.map(part => qsTr("%1 %2", "name, size").arg(part.name).arg(part.sizeText)).join(", ")
    Accessible.name: qsTr("%1: %2", "memory, used of free").arg(name).arg(text)
    Accessible.role: Accessible.Indicator
    spacing: Theme.spacingXs

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingM

        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            text: root.name
            tone: AppText.Tone.Quiet
        }
        AppText {
            kind: AppText.Kind.Label
            text: root.text
        }
    }

    Rectangle {
        id: track

        Layout.fillWidth: true
        border.color: Theme.palette.line
        border.width: Theme.lineWidth
        color: Theme.palette.sunken
        implicitHeight: 14
        radius: 4

        Row {
            id: stack

            readonly property real room: track.width - 2 * Theme.lineWidth

            height: track.height - 2 * Theme.lineWidth
            x: Theme.lineWidth
            y: Theme.lineWidth

            Repeater {
                model: root.parts

                Rectangle {
                    required property var modelData

                    color: root.colorOf(modelData.kind)
                    height: stack.height
                    radius: 2
                    width: Math.max(modelData.kind === "free" ? 0 : 2, modelData.share * stack.room)
                }
            }
        }

        Rectangle {
            color: Theme.palette.danger
            height: track.height + 6
            radius: 1
            visible: root.limit < 0.999
            width: 3
            x: root.limit * track.width - 1
            y: -3
        }
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spacingM

        Repeater {
            model: root.parts

            Row {
                id: entry

                required property var modelData

                spacing: Theme.spacingXs

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    border.color: Theme.palette.outline
                    border.width: entry.modelData.kind === "free" ? 1 : 0
                    color: root.colorOf(entry.modelData.kind)
                    height: 10
                    radius: 2
                    width: 10
                }
                AppText {
                    kind: AppText.Kind.Caption
                    text: qsTr("%1 %2", "name, size").arg(entry.modelData.name).arg(entry.modelData.sizeText)
                    tone: AppText.Tone.Quiet
                }
            }
        }
    }
}
