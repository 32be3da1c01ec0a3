// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls

/// Asks what a pose is to be called.
AppDialog {
    id: root

    property string name: ""
    /// Taken over: the trimmed name.
    signal named(name: string)

    acceptable: field.text.trim() !== ""
    onAboutToShow: {
        field.text = name;
        field.selectAll();
    }
    onOpened: field.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: root.named(field.text.trim())

    AppTextField {
        id: field

        Layout.fillWidth: true
        label: qsTr("Name of the pose")
        maximumLength: 40
        objectName: "poseName"
        onAccepted: if (root.acceptable) root.accept()
    }
}
