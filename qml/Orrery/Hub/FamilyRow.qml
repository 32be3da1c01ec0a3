// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import "parts.js" as Parts

/// One relative: press to look at it.
Rectangle {
    id: root

    required property int index
    required property string name
    required property string title
    required property string publisher
    required property string facts
    required property string licenceIcon
    required property string licenceText
    required property string licenceMood
    required property bool known
    property bool current: false

    signal opened

    Accessible.description: Parts.join([facts, licenceText], ", ")
    Accessible.name: name
    Accessible.role: Accessible.ListItem
    Accessible.onPressAction: root.opened()
    border.color: hover.hovered ? Theme.palette.outline : Theme.palette.line
    border.width: Theme.lineWidth
    color: Theme.palette.raised
    implicitHeight: row.implicitHeight + 2 * Theme.spacingS
    radius: Theme.radiusControl

    StateLayer { hovered: hover.hovered; pressed: tap.pressed; radius: Theme.radiusControl }
    FocusRing { anchors.margins: 1; shown: root.current }
    HoverHandler { id: hover; cursorShape: Qt.PointingHandCursor }
    TapHandler { id: tap; onTapped: root.opened() }

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.leftMargin: Theme.spacingM
        anchors.right: parent.right
        anchors.rightMargin: Theme.spacingM
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.spacingM

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            AppText {
                Layout.fillWidth: true
                text: root.title
            }
            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Label
                text: root.known ? Parts.join([root.publisher, root.facts], " · ") : qsTr("%1 · not seen yet").arg(root.publisher)
                tone: AppText.Tone.Quiet
            }
        }

        FactChip { iconName: root.licenceIcon; mood: root.licenceMood; text: root.licenceText }

        Icon {
            color: Theme.palette.quiet
            mirror: LayoutMirroring.enabled
            name: "chevron-right"
            size: 16
        }
    }
}
