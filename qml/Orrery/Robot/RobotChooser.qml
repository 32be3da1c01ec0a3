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
        // A list that comes anew sets the index: what is shown goes by the robot alone.
        readonly property int shown: count > 0 && root.robotId !== "" ? root.bundled.indexOf(root.robotId) : -1

        currentIndex: shown
        displayText: shown < 0 ? qsTr("Bundled robots") : textAt(shown)
        label: qsTr("Robot")
        onActivated: (index) => root.chosen(root.bundled.idAt(index))
    }
    AppButton {
        text: qsTr("Open…")
        icon.name: "folder-open"
        onClicked: root.openRequested()
    }
}
