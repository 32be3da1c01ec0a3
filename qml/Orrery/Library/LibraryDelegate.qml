// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// One thing on this disk, a row.
Rectangle {
    id: root

    required property int index
    required property string key
    required property string title
    required property string summary
    required property string sizeText
    required property string usedText
    required property string partialText
    required property int problems
    required property bool pinned
    required property bool pickle
    property bool selected: false
    property bool focused: false

    signal chosen

    implicitHeight: row.implicitHeight + 2 * Theme.spacingM
    radius: Theme.radiusControl
    color: selected ? Theme.palette.selection : Theme.palette.raised
    border.width: Theme.lineWidth
    border.color: selected ? Theme.palette.accent : Theme.palette.line
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2, %3", "name, what it is, size").arg(title).arg(summary).arg(sizeText)
    Accessible.selected: selected
    Accessible.onPressAction: chosen()

    StateLayer {
        hovered: hover.hovered
        pressed: tap.pressed
        radius: root.radius
    }
    HoverHandler { id: hover }
    TapHandler {
        id: tap
        onTapped: root.chosen()
    }

    RowLayout {
        id: row
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: Theme.spacingM }
        spacing: Theme.spacingM

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.spacingXs

                Icon {
                    visible: root.pinned
                    name: "pin"
                    size: 16
                    color: Theme.palette.accent
                    Accessible.name: qsTr("Pinned")
                }
                AppText {
                    Layout.fillWidth: true
                    text: root.title
                    strong: true
                    elide: Text.ElideMiddle
                }
            }
            AppText {
                Layout.fillWidth: true
                text: root.summary
                kind: AppText.Kind.Label
                tone: AppText.Tone.Quiet
                elide: Text.ElideRight
            }
        }
        StatusChip {
            visible: root.pickle
            iconName: "warning"
            tone: AppText.Tone.Caution
            text: qsTr("Can run code")
        }
        StatusChip {
            visible: root.problems > 0
            iconName: "warning"
            tone: AppText.Tone.Caution
            text: qsTr("%n problems", "", root.problems)
        }
        StatusChip {
            visible: root.partialText !== ""
            iconName: "clock"
            text: qsTr("%1 unfinished").arg(root.partialText)
        }
        ColumnLayout {
            spacing: 2

            AppText {
                Layout.alignment: Qt.AlignRight
                text: root.sizeText
                strong: true
            }
            AppText {
                Layout.alignment: Qt.AlignRight
                text: root.usedText
                kind: AppText.Kind.Caption
                tone: AppText.Tone.Quiet
            }
        }
    }

    FocusRing {
        shown: root.focused
        innerRadius: root.radius
        anchors.margins: 0
    }
}
