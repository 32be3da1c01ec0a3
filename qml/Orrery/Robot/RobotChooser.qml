// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// Which robot is on the stage: the bundled ones, or a file.
RowLayout {
    id: root

    required property NamedListModel bundled
    required property string robotId

    signal chosen(string id)
    signal openRequested

    spacing: Theme.spacingS

    AppComboBox {
        Layout.fillWidth: true
        model: root.bundled
        textRole: "title"
        valueRole: "itemId"
        currentIndex: root.robotId === "" ? -1 : root.bundled.indexOf(root.robotId)
        displayText: currentIndex < 0 ? qsTr("Bundled robots") : currentText
        label: qsTr("Robot")
        onActivated: (index) => root.chosen(root.bundled.idAt(index))
    }
    AppButton {
        text: qsTr("Open…")
        icon.name: "folder-open"
        onClicked: root.openRequested()
    }
}
