// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Theme

/// One thing noticed in a robot's files. Pressed, it shows the part it is about.
T.ItemDelegate {
    id: root

    required property int index
    required property string severity
    required property string message
    required property string place
    required property int link
    required property bool openable

    signal fileRequested
    signal copyRequested

    Accessible.name: message
    Accessible.description: link >= 0 ? qsTr("Shows the part it is about.") : ""
    hoverEnabled: true
    implicitHeight: row.implicitHeight + 2 * Theme.spacingXs
    padding: Theme.spacingXs

    background: Rectangle {
        color: "transparent"
        radius: Theme.radiusControl

        StateLayer {
            hovered: root.hovered && root.link >= 0
            pressed: root.down && root.link >= 0
            radius: Theme.radiusControl
        }
        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: RowLayout { // qmllint disable deferred-property-id
        id: row

        spacing: Theme.spacingS

        Icon {
            Layout.alignment: Qt.AlignTop
            name: root.severity === "error" ? "error" : root.severity === "warning" ? "warning" : "info"
            color: root.severity === "error" ? Theme.palette.danger
                 : root.severity === "warning" ? Theme.palette.caution : Theme.palette.quiet
            size: 18
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            AppText {
                Layout.fillWidth: true
                text: root.message
                kind: AppText.Kind.Label
                wrapMode: Text.WordWrap
            }
            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: root.place
                tone: AppText.Tone.Quiet
                kind: AppText.Kind.Caption
                mono: true
                elide: Text.ElideMiddle
            }
        }
        IconButton {
            Layout.alignment: Qt.AlignTop
            visible: root.openable
            iconSize: 16
            icon.name: "copy"
            text: qsTr("Copy file and line")
            onClicked: root.copyRequested()
        }
        IconButton {
            Layout.alignment: Qt.AlignTop
            visible: root.openable
            iconSize: 16
            icon.name: "open-external"
            text: qsTr("Open the file")
            onClicked: root.fileRequested()
        }
    }
}
