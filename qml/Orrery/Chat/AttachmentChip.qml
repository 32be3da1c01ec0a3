// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Theme

/// A file that goes with a question: its name, or the picture itself made small.
Rectangle {
    id: root

    required property string name
    required property bool picture
    required property string source
    property string detail: ""
    property bool removable: false

    signal removed

    Accessible.name: picture ? qsTr("Picture: %1").arg(name) : qsTr("File: %1").arg(name)
    Accessible.role: Accessible.StaticText
    border.color: Theme.palette.line
    border.width: Theme.lineWidth
    color: Theme.palette.raised
    implicitHeight: row.implicitHeight + Theme.spacingS
    implicitWidth: Math.min(280, row.implicitWidth + Theme.spacingM)
    radius: Theme.radiusControl

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.spacingXs
        anchors.rightMargin: root.removable ? 0 : Theme.spacingS
        spacing: Theme.spacingS

        Image {
            Layout.preferredHeight: 48
            Layout.preferredWidth: 48
            asynchronous: true
            fillMode: Image.PreserveAspectCrop
            source: root.source
            visible: root.picture && root.source !== ""
        }
        Icon {
            Layout.leftMargin: Theme.spacingXs
            color: Theme.palette.quiet
            name: "file"
            size: 18
            visible: !root.picture
        }
        ColumnLayout {
            spacing: 0

            AppText {
                Layout.fillWidth: true
                elide: Text.ElideMiddle
                kind: AppText.Kind.Label
                text: root.name
            }
            AppText {
                kind: AppText.Kind.Caption
                text: root.detail
                tone: AppText.Tone.Quiet
                visible: text !== ""
            }
        }
        IconButton {
            icon.name: "close"
            iconSize: 16
            objectName: "removeAttachment"
            text: qsTr("Remove %1").arg(root.name)
            visible: root.removable
            onClicked: root.removed()
        }
    }
}
