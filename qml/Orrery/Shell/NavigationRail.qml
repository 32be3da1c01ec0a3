// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Theme
import Orrery.Controls

/// The pages, always at the left. Up and Down move between them.
Rectangle {
    id: root

    required property string page
    signal pageRequested(string page)

    readonly property var pages: [
        { name: "home", title: qsTr("Home"), icon: "home" },
        { name: "explore", title: qsTr("Explore"), icon: "explore" },
        { name: "library", title: qsTr("Library"), icon: "library" },
        { name: "try", title: qsTr("Try"), icon: "chat" },
        { name: "robot", title: qsTr("Robot"), icon: "robot" }
    ]

    implicitWidth: 76
    color: Theme.palette.sunken
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Pages")

    Rectangle {
        anchors.right: parent.right
        width: Theme.lineWidth
        height: parent.height
        color: Theme.palette.line
    }

    Column {
        id: tabs
        anchors.top: parent.top
        anchors.topMargin: Theme.spacingS

        Repeater {
            model: root.pages

            RailButton {
                id: tab
                required property var modelData

                text: modelData.title
                iconName: modelData.icon
                checked: root.page === modelData.name
                onClicked: root.pageRequested(modelData.name)
                Keys.onDownPressed: tab.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                Keys.onUpPressed: tab.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
            }
        }
    }

    RailButton {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.spacingS
        text: qsTr("Settings")
        iconName: "settings"
        checked: root.page === "settings"
        onClicked: root.pageRequested("settings")
    }
}
