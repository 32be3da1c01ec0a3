// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls

/// One repository in the grid. Few items and plain anchors: there are endlessly many of them to scroll through.
Item {
    id: root

    required property int index
    required property string title
    required property string publisher
    required property string country
    required property string monogram
    required property int tint
    required property string facts
    required property string detail
    required property string licenceIcon
    required property string licenceText
    required property string licenceMood
    required property string fitIcon
    required property string fitText
    required property string fitMood
    required property string downloads
    required property string likes
    required property string trend
    required property string age
    required property string seen
    required property bool gated
    required property bool installed
    required property bool favourite
    required property string accessibleText
    /// The keyboard is on it.
    property bool current: false
    /// What is shown was seen on some day, and may have changed since.
    property bool offline: false

    signal opened

    Accessible.description: root.detail
    Accessible.focusable: true
    Accessible.name: root.accessibleText
    Accessible.role: Accessible.ListItem
    Accessible.onPressAction: root.opened()

    Rectangle {
        id: face

        anchors.fill: parent
        anchors.margins: Theme.spacingS - 2
        border.color: hover.hovered ? Theme.palette.outline : Theme.palette.line
        border.width: Theme.lineWidth
        color: Theme.palette.raised
        radius: Theme.radiusCard

        StateLayer {
            hovered: hover.hovered
            pressed: tap.pressed
            radius: Theme.radiusCard
        }

        FocusRing {
            innerRadius: Theme.radiusCard
            shown: root.current
        }

        HoverHandler { id: hover; cursorShape: Qt.PointingHandCursor }
        TapHandler { id: tap; onTapped: root.opened() }

        Item {
            anchors.fill: parent
            anchors.margins: Theme.spacingM + 2

            Monogram {
                id: tile

                anchors.left: parent.left
                letters: root.monogram
                tint: root.tint
            }

            AppText {
                id: titleText

                anchors.left: tile.right
                anchors.leftMargin: Theme.spacingM
                anchors.right: marks.left
                anchors.rightMargin: Theme.spacingXs
                elide: Text.ElideMiddle
                strong: true
                text: root.title
            }

            AppText {
                id: publisherText

                anchors.left: titleText.left
                anchors.right: parent.right
                anchors.top: titleText.bottom
                anchors.topMargin: 2
                kind: AppText.Kind.Label
                text: root.country === "" ? root.publisher : qsTr("%1 · %2", "publisher, country").arg(root.publisher).arg(root.country)
                tone: AppText.Tone.Quiet
            }

            Row {
                id: marks

                anchors.right: parent.right
                height: titleText.height
                spacing: Theme.spacingXs

                Icon { anchors.verticalCenter: parent.verticalCenter; color: Theme.palette.accent; name: "star"; size: 16; visible: root.favourite }
                Icon { anchors.verticalCenter: parent.verticalCenter; color: Theme.palette.quiet; name: "lock"; size: 16; visible: root.gated }
            }

            AppText {
                id: factsText

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: publisherText.height + publisherText.y > tile.height ? publisherText.bottom : tile.bottom
                anchors.topMargin: Theme.spacingM
                kind: AppText.Kind.Label
                text: root.facts
            }

            AppText {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: factsText.bottom
                anchors.topMargin: 2
                kind: AppText.Kind.Label
                text: root.detail
                tone: AppText.Tone.Quiet
            }

            Row {
                anchors.bottom: figures.top
                anchors.bottomMargin: Theme.spacingS + 2
                anchors.left: parent.left
                anchors.right: parent.right
                spacing: Theme.spacingXs + 2

                FactChip { iconName: root.licenceIcon; mood: root.licenceMood; text: root.licenceText }
                FactChip { iconName: root.fitIcon; mood: root.fitMood; text: root.fitText }
            }

            Row {
                id: figures

                anchors.bottom: parent.bottom
                anchors.left: parent.left
                height: ageText.height
                spacing: Theme.spacingM

                Figure { iconName: "download"; text: root.downloads }
                Figure { iconName: "heart"; text: root.likes }
                Figure { iconName: "trend"; text: root.offline ? "" : root.trend }
            }

            AppText {
                id: ageText

                anchors.bottom: parent.bottom
                anchors.left: figures.right
                anchors.leftMargin: Theme.spacingS
                anchors.right: parent.right
                horizontalAlignment: Text.AlignRight
                kind: AppText.Kind.Caption
                text: root.installed ? qsTr("On this disk") : root.offline && root.seen !== "" ? qsTr("seen %1").arg(root.seen) : root.age
                tone: root.installed ? AppText.Tone.Live : AppText.Tone.Quiet
            }
        }
    }
}
