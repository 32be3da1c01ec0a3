// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Telemetry
import Orrery.Theme

/// The joints that can be drawn, each with its colour and its value at the cursor.
ColumnLayout {
    id: root

    required property PlotController plot
    property bool comparing: false

    spacing: 0

    AppButton {
        readonly property bool some: root.plot.series.shownCount > 0

        Layout.alignment: Qt.AlignRight
        kind: AppButton.Kind.Quiet
        text: some ? qsTr("None") : qsTr("All")
        Accessible.name: some ? qsTr("Draw no joint") : qsTr("Draw all joints")
        onClicked: root.plot.series.showAll(!some)
    }
    ListView {
        Accessible.name: qsTr("Joints to draw")
        Accessible.role: Accessible.List
        Layout.fillHeight: true
        Layout.fillWidth: true
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: root.plot.series
        objectName: "legend"
        T.ScrollBar.vertical: AppScrollBar {}

        delegate: RowLayout {
            id: row

            required property int index
            required property string name
            required property int colorIndex
            required property bool shown
            required property string value
            required property string compared

            spacing: Theme.spacingXs
            width: ListView.view.width - Theme.spacingS

            AppCheckBox {
                Accessible.name: row.value === "" ? row.name : qsTr("%1: %2").arg(row.name).arg(row.value)
                Layout.fillWidth: true
                checked: row.shown
                font.pixelSize: Theme.labelSize
                objectName: "legendBox"
                text: row.name
                onToggled: {
                    root.plot.series.setShown(row.index, checked);
                    checked = Qt.binding(() => row.shown);
                }
            }
            ColumnLayout {
                spacing: 0

                AppText {
                    Layout.alignment: Qt.AlignRight
                    kind: AppText.Kind.Label
                    objectName: "legendValue"
                    text: row.value
                }
                AppText {
                    Layout.alignment: Qt.AlignRight
                    kind: AppText.Kind.Caption
                    text: qsTr("B %1").arg(row.compared)
                    tone: AppText.Tone.Quiet
                    visible: row.compared !== ""
                }
            }
            Rectangle {
                color: Theme.seriesColor(row.colorIndex)
                implicitHeight: Theme.spacingL
                implicitWidth: 4
                opacity: row.shown ? 1 : 0.3
                radius: 2
            }
        }
    }
}
