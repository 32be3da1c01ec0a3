// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Jobs
import Orrery.Chat
import Orrery.Robot
import Orrery.Settings
import Orrery.Stop

/// The line at the bottom: what is connected, loaded and moving now. Each entry opens the page it speaks of.
Rectangle {
    id: root

    required property AppSettings settings
    required property bool offlineForced
    required property RobotController robot
    required property StopDesk stopDesk
    /// The page has no Stop of its own.
    required property bool stopShown
    required property ChatController chat
    required property DownloadsModel downloads
    signal pageRequested(string page)
    signal downloadsRequested

    implicitHeight: 28
    color: Theme.palette.sunken
    Accessible.role: Accessible.StatusBar
    Accessible.name: qsTr("Status")

    Rectangle {
        width: parent.width
        height: Theme.lineWidth
        color: Theme.palette.line
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.spacingS
        anchors.rightMargin: Theme.spacingM
        spacing: Theme.spacingS

        StatusEntry {
            readonly property bool offline: root.settings.offline || root.offlineForced

            iconName: offline ? "offline" : "online"
            text: offline ? qsTr("Offline") : qsTr("Online")
            tip: root.offlineForced ? qsTr("Nothing leaves this machine: HF_HUB_OFFLINE is set.")
                : offline ? qsTr("Nothing leaves this machine. Press to allow connections.")
                : qsTr("Connections are allowed. Press to work offline.")
            enabled: !root.offlineForced
            onClicked: root.settings.offline = !root.settings.offline
        }
        StatusEntry {
            iconName: "engine"
            text: root.chat.statusText
            tint: root.chat.ready ? Theme.palette.live : root.chat.failed ? Theme.palette.danger : Theme.palette.quiet
            tip: qsTr("The model engine. Press for the Try page.")
            onClicked: root.pageRequested("try")
        }
        StatusEntry {
            iconName: "robot"
            text: root.robot.title === "" ? qsTr("No robot")
                : root.robot.moving ? qsTr("%1, simulated, moving").arg(root.robot.title)
                : qsTr("%1, simulated").arg(root.robot.title)
            tint: root.robot.moving ? Theme.palette.live : Theme.palette.quiet
            tip: qsTr("The robot on the stage. Press for the Robot page.")
            onClicked: root.pageRequested("robot")
        }
        StatusEntry {
            iconName: "download"
            text: root.downloads.summaryText
            tint: root.downloads.activeCount > 0 ? Theme.palette.live
                : root.downloads.failedCount > 0 ? Theme.palette.danger : Theme.palette.quiet
            tip: qsTr("What is being downloaded. Press for the list.")
            onClicked: root.downloadsRequested()
        }
        Item {
            Layout.fillWidth: true
        }
        StatusEntry {
            iconName: "stop"
            objectName: "stopRobot"
            text: qsTr("Stop the robot")
            tint: Theme.palette.danger
            tip: qsTr("Hold every joint now (Ctrl+.)")
            visible: root.stopShown && root.robot.state === RobotController.Ready
            onClicked: root.stopDesk.press()

            StopZone {
                anchors.fill: parent
                desk: root.stopDesk
            }
        }
    }
}
