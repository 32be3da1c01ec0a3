// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// One folder, and how to be rid of it.
RowLayout {
    id: root

    required property string folder

    signal removeRequested

    function focusButton(): void {
        button.forceActiveFocus(Qt.OtherFocusReason);
    }

    Layout.fillWidth: true
    spacing: Theme.spacingS

    AppText {
        Layout.fillWidth: true
        text: root.folder
        mono: true
        kind: AppText.Kind.Caption
        elide: Text.ElideMiddle
    }
    IconButton {
        id: button

        icon.name: "trash"
        text: qsTr("Take %1 off the list").arg(root.folder)
        onClicked: root.removeRequested()
    }
}
