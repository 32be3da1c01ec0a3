// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme


/// One choice: what it is, what it does, and the control at the right.
RowLayout {
    id: root

    required property string title
    property string text
    default property alias control: slot.data

    Layout.fillWidth: true
    spacing: Theme.spacingL

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 2

        AppText {
            Layout.fillWidth: true
            text: root.title
            wrapMode: Text.WordWrap
        }
        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: root.text
            tone: AppText.Tone.Quiet
            kind: AppText.Kind.Label
            wrapMode: Text.WordWrap
        }
    }
    Item {
        id: slot
        Layout.alignment: Qt.AlignRight | Qt.AlignVCenter
        implicitWidth: childrenRect.width
        implicitHeight: childrenRect.height
    }
}
