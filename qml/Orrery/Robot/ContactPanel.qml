// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// What touches what, and with how many newtons.
Column {
    id: root

    required property ContactListModel contacts

    function shownName(link: string): string {
        return link === "floor" ? qsTr("the floor") : link;
    }

    spacing: Theme.spacingXs

    Repeater {
        model: root.contacts

        RowLayout {
            id: row

            required property string first
            required property string second
            required property double newtons
            required property int points

            width: root.width
            spacing: Theme.spacingM

            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Label
                elide: Text.ElideMiddle
                text: qsTr("%1 on %2").arg(root.shownName(row.first)).arg(row.second)
            }
            AppText {
                kind: AppText.Kind.Label
                tone: AppText.Tone.Live
                text: qsTr("%1 N").arg(row.newtons.toFixed(row.newtons < 100 ? 1 : 0))
            }
        }
    }

    AppText {
        visible: root.contacts.count === 0
        width: parent.width
        kind: AppText.Kind.Label
        tone: AppText.Tone.Quiet
        text: qsTr("Nothing touches.")
    }
}
