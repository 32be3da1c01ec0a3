// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// The robot's name, where it comes from, and a sentence about it.
ColumnLayout {
    id: root

    required property RobotController robot
    required property SafetyController safety

    spacing: Theme.spacingM
    visible: robot.title !== ""

    AppText {
        Layout.fillWidth: true
        text: root.robot.title
        kind: AppText.Kind.Heading
        Accessible.role: Accessible.Heading
    }
    AppText {
        Layout.fillWidth: true
        visible: root.robot.robotId === "" && text !== ""
        text: root.robot.file
        elide: Text.ElideMiddle
        kind: AppText.Kind.Caption
        mono: true
        tone: AppText.Tone.Quiet
    }
    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        text: root.robot.description
        tone: AppText.Tone.Quiet
        wrapMode: Text.WordWrap
    }
    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Caption
        text: root.safety.watchText
        tone: root.safety.watching ? AppText.Tone.Quiet : AppText.Tone.Caution
        visible: text !== ""
        wrapMode: Text.WordWrap
    }
}
