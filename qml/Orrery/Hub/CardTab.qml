// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Cards
import Orrery.Controls
import Orrery.Hub

/// What its makers say of it, with the facts beside it where there is room.
RowLayout {
    id: root

    required property RepositoryController repository

    signal urlRequested(url address)

    readonly property bool roomy: width >= 760

    spacing: Theme.spacingXl

    Item {
        Layout.fillHeight: true
        Layout.fillWidth: true

        CardView {
            id: view

            /// The repository whose pictures the person has asked for.
            property string consent: ""

            anchors.fill: parent
            card: root.repository.card
            imagesAllowed: consent === root.repository.header.repo
            onImagesRequested: consent = root.repository.header.repo
            onLinkActivated: link => root.urlRequested(link)
        }

        NothingHere {
            text: view.count > 0 ? ""
                : root.repository.hasPage ? qsTr("It has no card: its makers say nothing about it here.")
                : root.repository.busy ? "" : qsTr("Its card has not been read yet. It will be, once there is a network.")
        }
    }

    ScrollPane {
        Layout.fillHeight: true
        Layout.preferredWidth: 212
        barSpace: Theme.spacingM
        visible: root.roomy

        FactsColumn {
            Layout.fillWidth: true
            facts: root.repository.facts
        }
    }
}
