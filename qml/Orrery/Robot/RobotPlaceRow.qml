// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// One robot of several: its name, pressed to speak of it; below that, for the one spoken of, where it stands.
ColumnLayout {
    id: root

    required property int index
    required property string title
    required property bool active
    /// m, and degrees.
    required property real placeX
    required property real placeY
    required property real placeHeight
    required property real placeTurn

    signal chosen
    signal removeRequested
    signal placeRequested(x: real, y: real, height: real, turn: real)

    spacing: Theme.spacingXs

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingXs

        AppButton {
            Layout.fillWidth: true
            Accessible.checkable: true
            Accessible.checked: root.active
            objectName: "robotOnStage"
            kind: root.active ? AppButton.Kind.Secondary : AppButton.Kind.Quiet
            icon.name: "robot"
            text: root.title === "" ? qsTr("Being read") : root.title
            onClicked: root.chosen()
        }
        IconButton {
            icon.name: "trash"
            visible: !root.active
            text: qsTr("Take %1 off the stage").arg(root.title)
            onClicked: root.removeRequested()
        }
    }

    GridLayout {
        Layout.fillWidth: true
        visible: root.active
        columns: 4
        columnSpacing: Theme.spacingS
        rowSpacing: Theme.spacingXs

        AppText {
            kind: AppText.Kind.Label
            text: qsTr("x")
        }
        NumberField {
            Layout.fillWidth: true
            objectName: "placeX"
            label: qsTr("Place along x")
            unit: qsTr("m")
            decimals: 2
            stepSize: 0.05
            from: -100
            to: 100
            value: root.placeX
            onEdited: (value) => root.placeRequested(value, root.placeY, root.placeHeight, root.placeTurn)
        }
        AppText {
            kind: AppText.Kind.Label
            text: qsTr("y")
        }
        NumberField {
            Layout.fillWidth: true
            objectName: "placeY"
            label: qsTr("Place along y")
            unit: qsTr("m")
            decimals: 2
            stepSize: 0.05
            from: -100
            to: 100
            value: root.placeY
            onEdited: (value) => root.placeRequested(root.placeX, value, root.placeHeight, root.placeTurn)
        }
        AppText {
            kind: AppText.Kind.Label
            text: qsTr("Up")
        }
        NumberField {
            Layout.fillWidth: true
            label: qsTr("Height above the floor")
            unit: qsTr("m")
            decimals: 2
            stepSize: 0.05
            from: 0
            to: 100
            value: root.placeHeight
            onEdited: (value) => root.placeRequested(root.placeX, root.placeY, value, root.placeTurn)
        }
        AppText {
            kind: AppText.Kind.Label
            text: qsTr("Turned")
        }
        NumberField {
            Layout.fillWidth: true
            label: qsTr("Turned about the vertical")
            unit: "\u00b0"
            decimals: 0
            stepSize: 5
            from: -360
            to: 360
            value: root.placeTurn
            onEdited: (value) => root.placeRequested(root.placeX, root.placeY, root.placeHeight, value)
        }
    }
}
