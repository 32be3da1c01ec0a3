// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// Which of the descriptions in the folder or archive that was opened is shown.
ColumnLayout {
    id: root

    required property RobotFiles files

    spacing: Theme.spacingXs
    visible: files.choices.length > 1

    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        tone: AppText.Tone.Quiet
        text: qsTr("%n description(s) found there; shown is:", "", root.files.choices.length)
        wrapMode: Text.WordWrap
    }
    AppComboBox {
        Layout.fillWidth: true
        objectName: "descriptionChoice"
        label: qsTr("Description")
        model: root.files.choices
        currentIndex: root.files.chosen
        onActivated: (index) => root.files.choose(index)
    }
}
