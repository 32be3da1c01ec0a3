// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// What the last action did, until it is dismissed.
Card {
    id: root

    required property string text
    signal dismissed

    padding: Theme.spacingS
    leftPadding: Theme.spacingM
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    contentItem: RowLayout { // qmllint disable deferred-property-id
        spacing: Theme.spacingS

        Icon {
            name: "info"
            color: Theme.palette.live
            size: 18
        }
        AppText {
            Layout.fillWidth: true
            text: root.text
            kind: AppText.Kind.Label
            wrapMode: Text.WordWrap
        }
        IconButton {
            icon.name: "close"
            text: qsTr("Dismiss")
            onClicked: root.dismissed()
        }
    }
}
