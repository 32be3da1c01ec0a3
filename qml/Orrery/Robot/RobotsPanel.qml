// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot
import Orrery.Scene3D

/// The robots on the stage, once there are several: which one the page speaks of, and where each stands. And the way to another one.
ColumnLayout {
    id: root

    required property StageRobots robots
    required property NamedListModel bundled

    signal fileRequested

    readonly property bool several: robots.count > 1

    spacing: Theme.spacingXs

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingS

        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            tone: AppText.Tone.Quiet
            text: root.several ? qsTr("%n robots on the stage", "", root.robots.count) : ""
        }
        AppButton {
            kind: AppButton.Kind.Quiet
            icon.name: "plus"
            objectName: "addRobot"
            text: qsTr("Add another")
            onClicked: {
                menu.active = true;
                (menu.item as AddRobotMenu).popup(this, 0, height);
            }
        }
    }

    // It uses ids of this file, so it cannot be declared Bound.
    // qmllint disable unqualified
    Repeater {
        model: root.several ? root.robots : null

        delegate: RobotPlaceRow {
            Layout.fillWidth: true
            onChosen: root.robots.activate(index)
            onRemoveRequested: root.robots.remove(index)
            onPlaceRequested: (x, y, height, turn) => root.robots.setPlace(index, x, y, height, turn)
        }
    }
    // qmllint enable unqualified

    // Made when it is first asked for.
    // qmllint disable unqualified
    Loader {
        id: menu

        active: false
        sourceComponent: AddRobotMenu {
            bundled: root.bundled
            onBundledChosen: (id) => root.robots.addBundled(id)
            onFileChosen: root.fileRequested()
        }
    }
    // qmllint enable unqualified
}
