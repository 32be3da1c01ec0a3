// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot
import Orrery.Scene3D

/// What the robot is made of, and what was noticed in its files.
ColumnLayout {
    id: root

    required property RobotController robot
    required property RobotFiles files
    required property ViewOptions view

    signal meshFolderRequested

    /// The link that is pointed at in the list; -1 is none.
    readonly property int hoveredLink: parts.hoveredLink

    spacing: Theme.spacingM

    PartPanel {
        id: parts

        Layout.fillWidth: true
        visible: root.robot.parts.total > 0
        parts: root.robot.parts
        view: root.view
    }
    MeshSearchCard {
        Layout.fillWidth: true
        missing: root.files.missingMeshes
        onFolderRequested: root.meshFolderRequested()
    }
    SectionHeader {
        Layout.fillWidth: true
        visible: root.robot.findings.count > 0
        title: qsTr("Noticed in its files (%n)", "", root.robot.findings.count)
    }
    FindingPanel {
        Layout.fillWidth: true
        visible: root.robot.findings.count > 0
        findings: root.robot.findings
        onPartRequested: (link) => root.robot.parts.picked = link
    }
}
