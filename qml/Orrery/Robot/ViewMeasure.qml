// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Scene3D

/// The tape: from point to point on the robot.
ColumnLayout {
    id: root

    required property SurfaceTape tape

    spacing: Theme.spacingXs

    SectionHeader {
        Layout.fillWidth: true
        title: qsTr("Measure")
    }
    AppSwitch {
        Layout.fillWidth: true
        objectName: "measureSwitch"
        text: qsTr("Click two points on the robot")
        checked: root.tape.active
        onToggled: root.tape.active = checked
    }
    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        objectName: "distanceText"
        kind: AppText.Kind.Heading
        text: root.tape.distanceText
    }
    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        kind: AppText.Kind.Label
        text: root.tape.partsText
        wrapMode: Text.WordWrap
    }
    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        kind: AppText.Kind.Label
        tone: AppText.Tone.Quiet
        text: root.tape.linksText
        wrapMode: Text.Wrap
    }
    AppButton {
        visible: root.tape.points > 0
        kind: AppButton.Kind.Quiet
        icon.name: "trash"
        text: qsTr("Take the tape away")
        onClicked: root.tape.clear()
    }
}
