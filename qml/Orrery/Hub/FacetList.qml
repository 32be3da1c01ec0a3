// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme
import Orrery.Controls
import Orrery.Hub

/// One facet: its values to tick, with how many there are of each.
ColumnLayout {
    id: root

    required property FacetModel facet

    spacing: 0
    visible: facet.count > 0

    AppText {
        id: heading

        Accessible.description: root.facet.hint
        Accessible.name: text
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.spacingXs
        kind: AppText.Kind.Label
        strong: true
        text: root.facet.title

        HoverHandler { id: over; enabled: root.facet.hint !== "" }
        AppToolTip { text: root.facet.hint; visible: over.hovered }
    }

    Repeater {
        model: root.facet

        T.AbstractButton {
            id: choice

            required property string value
            required property string label
            required property string countText
            required property bool chosen

            Accessible.checkable: true
            Accessible.checked: chosen
            Accessible.name: qsTr("%1: %2, %3", "facet, value, count").arg(root.facet.title).arg(label).arg(countText)
            Accessible.role: root.facet.multiple ? Accessible.CheckBox : Accessible.RadioButton
            Keys.onEnterPressed: clicked()
            Keys.onReturnPressed: clicked()
            Layout.fillWidth: true
            focusPolicy: Qt.StrongFocus
            hoverEnabled: true
            implicitHeight: Math.max(30, text.implicitHeight + Theme.spacingS)
            onClicked: root.facet.toggle(value)

            background: Rectangle {
                color: "transparent"
                radius: Theme.radiusControl

                StateLayer { hovered: choice.hovered; pressed: choice.down; radius: Theme.radiusControl }
                FocusRing { anchors.margins: -2; shown: choice.visualFocus }
            }

            contentItem: Item { // qmllint disable deferred-property-id
                Rectangle {
                    id: box

                    anchors.left: parent.left
                    anchors.verticalCenter: parent.verticalCenter
                    border.color: choice.chosen ? Theme.palette.accent : Theme.palette.outline
                    border.width: Theme.lineWidth
                    color: choice.chosen ? Theme.palette.accent : Theme.palette.sunken
                    height: 16
                    radius: root.facet.multiple ? 4 : 8
                    width: 16

                    Icon {
                        anchors.centerIn: parent
                        color: Theme.palette.accentText
                        name: "check"
                        size: 12
                        visible: choice.chosen
                    }
                }

                AppText {
                    id: text

                    anchors.left: box.right
                    anchors.leftMargin: Theme.spacingS
                    anchors.right: number.left
                    anchors.rightMargin: Theme.spacingXs
                    anchors.verticalCenter: parent.verticalCenter
                    kind: AppText.Kind.Label
                    text: choice.label
                }

                AppText {
                    id: number

                    anchors.right: parent.right
                    anchors.rightMargin: Theme.spacingXs
                    anchors.verticalCenter: parent.verticalCenter
                    kind: AppText.Kind.Caption
                    text: choice.countText
                    tone: AppText.Tone.Quiet
                }
            }
        }
    }

    AppButton {
        font.pixelSize: Theme.labelSize
        implicitHeight: 30
        kind: AppButton.Kind.Quiet
        leftPadding: Theme.spacingXs
        text: root.facet.expanded ? qsTr("Fewer") : qsTr("%n more", "", root.facet.hidden)
        visible: root.facet.hidden > 0 || root.facet.expanded
        onClicked: root.facet.expanded = !root.facet.expanded
    }
}
