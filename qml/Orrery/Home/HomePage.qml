// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Scene3D

/// The first thing a person sees: the bundled robot alive at the right, a greeting and four large things to do at the left.
StagePage {
    id: root

    required property bool active
    required property string robotTitle
    required property bool robotReady
    required property bool robotBusy
    required property var robotGestures

    signal pageRequested(string page)
    signal openRobotRequested
    signal gestureRequested(string id)

    readonly property bool small: height < 700
    readonly property int columnWidth: Math.min(Math.max(width * 0.42, 440), 620)

    stageArea: Qt.rect(columnWidth, 0, width - columnWidth, height)

    LivelyRobot {
        active: root.active
        ready: root.robotReady
        busy: root.robotBusy
        gestures: root.robotGestures
        onGestureRequested: (id) => root.gestureRequested(id)
    }

    Rectangle {
        width: root.columnWidth
        height: parent.height
        color: Theme.palette.base
    }

    ScrollPane {
        width: root.columnWidth
        height: parent.height
        padding: root.small ? Theme.spacingXl : Theme.spacingXxl
        contentSpacing: root.small ? Theme.spacingM : Theme.spacingL

        Item { Layout.preferredHeight: Math.max(0, (root.height - 640) / 3) }

        AppText {
            Layout.fillWidth: true
            text: qsTr("Open models, open robots.\nHere, on this machine.")
            kind: root.small ? AppText.Kind.Heading : AppText.Kind.Display
            lineHeight: 1.15
            wrapMode: Text.WordWrap
            Accessible.role: Accessible.Heading
        }
        AppText {
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.spacingS
            text: root.robotReady ? qsTr("This is %1, a simulated robot. Drag to look around it; nothing needs a network.").arg(root.robotTitle)
                                  : qsTr("Everything here works without a network.")
            tone: AppText.Tone.Quiet
            wrapMode: Text.WordWrap
        }
        TaskCard {
            Layout.fillWidth: true
            iconName: "robot"
            text: qsTr("Move the robot")
            description: qsTr("Play its gestures, or turn each joint yourself.")
            primary: true
            onClicked: root.pageRequested("robot")
        }
        TaskCard {
            Layout.fillWidth: true
            iconName: "chat"
            text: qsTr("Try a model")
            description: qsTr("Talk to a GGUF model file. It runs on this machine, sealed off from the network.")
            onClicked: root.pageRequested("try")
        }
        TaskCard {
            Layout.fillWidth: true
            iconName: "explore"
            text: qsTr("Find a model")
            description: qsTr("Search open models, datasets and robots, with and without a network; see what fits this machine and what the licence allows.")
            onClicked: root.pageRequested("explore")
        }
        TaskCard {
            Layout.fillWidth: true
            iconName: "folder-open"
            text: qsTr("Open a robot of yours")
            description: qsTr("URDF, xacro, SDF or MJCF, also in a folder or a .zip; what is wrong with it is listed, and the rest is drawn.")
            onClicked: root.openRobotRequested()
        }
        AppText {
            Layout.fillWidth: true
            text: qsTr("You can also drop a robot's file, folder or .zip, or a .gguf file, anywhere on this window.")
            tone: AppText.Tone.Quiet
            kind: AppText.Kind.Label
            wrapMode: Text.WordWrap
        }
    }
}
