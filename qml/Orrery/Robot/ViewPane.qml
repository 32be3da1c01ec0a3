// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot
import Orrery.Scene3D

/// How the robot is looked at: what is drawn over it, how deep one looks into it, and what can be measured.
ColumnLayout {
    id: root

    required property RobotScene scene
    required property RobotFigures figures
    property bool flat: false

    spacing: Theme.spacingL

    AppText {
        Layout.fillWidth: true
        visible: root.flat
        text: qsTr("This machine draws the robot flat: frames, centres of mass and see-through parts show, cuts and collision shapes need 3D.")
        tone: AppText.Tone.Quiet
        kind: AppText.Kind.Label
        wrapMode: Text.WordWrap
    }
    ViewOverlays {
        Layout.fillWidth: true
        view: root.scene.view
        flat: root.flat
    }
    ViewSection {
        Layout.fillWidth: true
        scene: root.scene
        flat: root.flat
    }
    ViewMeasure {
        Layout.fillWidth: true
        tape: root.scene.tape
    }
    ViewFigures {
        Layout.fillWidth: true
        figures: root.figures
    }
    AppButton {
        icon.name: "reset"
        text: qsTr("Reset the view")
        onClicked: {
            root.scene.view.reset();
            root.scene.tape.clear();
        }
    }
    Binding {
        property: "active"
        target: root.figures
        value: root.visible
    }
}
