// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Theme

/// Speeds as bars on one axis from nought, each with its spread and its number. One stop for Tab; what it shows is told as a text.
Card {
    id: root

    required property string title
    /// A list of {label, value, deviation, text, best}.
    required property var bars
    required property color barColor
    property string unit: qsTr("tokens/s")
    property string bestText: qsTr("best")

    readonly property real largest: bars.reduce((most, bar) => Math.max(most, bar.value + bar.deviation), 0)
    readonly property real step: niceStep(largest)
    readonly property int steps: Math.max(1, Math.ceil(largest / step))
    readonly property real end: steps * step
    readonly property real labelWidth: bars.reduce((most, bar) => Math.max(most, metrics.advanceWidth(bar.label)), 0) + Theme.spacingM
    readonly property real valueWidth: bars.reduce((most, bar) => Math.max(most, metrics.advanceWidth(bar.text)), 0) + Theme.spacingM

    /// 1, 2 or 5 times a power of ten, so that three to six steps reach `most`.
    function niceStep(most: real): real {
        if (most <= 0)
            return 1;
        const rough = most / 4;
        const power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (const factor of [1, 2, 5]) {
            if (factor * power >= rough)
                return factor * power;
        }
        return 10 * power;
    }

    function told(): string {
        const lines = bars.map(bar => bar.best ? qsTr("%1: %2 %3, %4").arg(bar.label).arg(bar.text).arg(unit).arg(bestText)
                                               : qsTr("%1: %2 %3").arg(bar.label).arg(bar.text).arg(unit));
        return qsTr("%1. %2").arg(title).arg(lines.join("; "));
    }

    Accessible.name: told()
    Accessible.role: Accessible.Chart
    activeFocusOnTab: true

    background: Rectangle {
        border.color: Theme.palette.line
        border.width: Theme.lineWidth
        color: Theme.palette.raised
        radius: root.radius

        FocusRing {
            innerRadius: root.radius
            shown: root.visualFocus
        }
    }

    FontMetrics {
        id: metrics

        font.family: Theme.uiFamily
        font.pixelSize: Theme.labelSize
        font.weight: Theme.weightStrong
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.spacingS

        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            strong: true
            text: root.title
        }
        Item {
            id: plot

            readonly property real from: root.labelWidth
            readonly property real travel: Math.max(1, width - root.labelWidth - root.valueWidth)

            Layout.fillWidth: true
            implicitHeight: rows.height + axis.height

            Repeater {
                model: root.steps + 1

                Rectangle {
                    required property int index

                    color: Theme.palette.line
                    height: rows.height
                    width: Theme.lineWidth
                    x: plot.from + plot.travel * index / root.steps
                }
            }
            Column {
                id: rows

                width: parent.width
                spacing: Theme.spacingXs

                Repeater {
                    model: root.bars

                    Item {
                        id: row

                        required property var modelData

                        height: Math.max(24, label.implicitHeight + Theme.spacingXs)
                        width: rows.width

                        AppText {
                            id: label

                            anchors.verticalCenter: parent.verticalCenter
                            kind: AppText.Kind.Label
                            strong: row.modelData.best
                            text: row.modelData.label
                            width: root.labelWidth - Theme.spacingS
                        }
                        Rectangle {
                            id: bar

                            anchors.verticalCenter: parent.verticalCenter
                            border.color: Theme.palette.text
                            border.width: row.modelData.best ? Theme.lineWidth : 0
                            color: root.barColor
                            height: 14
                            opacity: row.modelData.best ? 1 : 0.72
                            radius: 3
                            width: Math.max(2, plot.travel * row.modelData.value / root.end)
                            x: plot.from
                        }
                        Rectangle {
                            readonly property real half: plot.travel * row.modelData.deviation / root.end

                            anchors.verticalCenter: parent.verticalCenter
                            color: Theme.palette.text
                            height: 2
                            visible: half >= 1
                            width: 2 * half
                            x: bar.x + bar.width - half
                        }
                        AppText {
                            readonly property real spread: plot.travel * row.modelData.deviation / root.end

                            anchors.verticalCenter: parent.verticalCenter
                            kind: AppText.Kind.Label
                            strong: row.modelData.best
                            text: row.modelData.text
                            x: bar.x + bar.width + spread + Theme.spacingS
                        }
                    }
                }
            }
            Item {
                id: axis

                anchors.top: rows.bottom
                height: metrics.height + Theme.spacingXs
                width: parent.width

                Repeater {
                    model: root.steps + 1

                    AppText {
                        required property int index

                        kind: AppText.Kind.Caption
                        text: (index * root.step).toLocaleString(Qt.locale(), "f", root.step < 1 ? 1 : 0) + (index === root.steps ? "\u202F" + root.unit : "")
                        tone: AppText.Tone.Quiet
                        x: index === root.steps ? Math.min(plot.from + plot.travel - 8, axis.width - width) : plot.from + plot.travel * index / root.steps - width / 2
                        y: Theme.spacingXs
                    }
                }
            }
        }
    }
}
