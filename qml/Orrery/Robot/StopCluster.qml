// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot
import Orrery.Stop

/// Stop, with the stops that do more than hold beside it; and the way back when the motors are off.
Row {
    id: root

    required property RobotController robot
    required property SafetyController safety
    required property StopDesk desk

    spacing: Theme.spacingS

    AppButton {
        anchors.verticalCenter: parent.verticalCenter
        kind: AppButton.Kind.Primary
        objectName: "engage"
        text: qsTr("Switch the motors on")
        visible: root.safety.released
        onClicked: root.safety.engage()
    }
    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        border.color: Theme.palette.line
        border.width: Theme.lineWidth
        color: Theme.palette.raised
        height: Theme.targetSize
        radius: height / 2
        width: height

        IconButton {
            anchors.fill: parent
            icon.name: "more"
            objectName: "stopMore"
            text: qsTr("Other ways to stop")
            onClicked: menu.popup(this, width - menu.implicitWidth, -menu.implicitHeight - Theme.spacingS)
        }
    }
    StopButton {
        desk: root.desk
        onClicked: root.desk.press()
    }

    AppMenu {
        id: menu

        AppMenuItem {
            objectName: "park"
            text: qsTr("Stop, then go home slowly")
            onTriggered: root.safety.park()
        }
        AppMenuItem {
            enabled: !root.safety.released
            objectName: "release"
            text: qsTr("Switch the motors off...")
            onTriggered: question.open()
        }
    }

    AppDialog {
        id: question

        acceptText: qsTr("Switch them off")
        dangerous: true
        objectName: "releaseQuestion"
        text: root.safety.releaseWarning
        title: qsTr("Switch the motors off?")
        onAccepted: root.safety.release()
    }
}
