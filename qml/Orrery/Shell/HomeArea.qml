// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Home
import Orrery.Robot

HomePage {
    required property Main shell

    active: shell.page === "home" && !shell.unattended
    robotTitle: shell.robot.title
    robotReady: shell.robot.state === RobotController.Ready
    robotBusy: shell.robot.playing !== "" || shell.robot.moving
    robotGestures: shell.robot.gestureIds
    onPageRequested: (name) => shell.showPage(name)
    onOpenRobotRequested: shell.askForRobot()
    onGestureRequested: (id) => shell.robot.playGesture(id)
}
