// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Theme

/// A page with nothing on it yet: what this is, the one thing to do, and another way.
ColumnLayout {
    id: root

    required property string iconName
    required property string title
    property string text: ""
    property string actionText: ""
    property string actionIcon: ""
    property string alternativeText: ""

    signal actionTriggered
    signal alternativeTriggered

    spacing: Theme.spacingS

    Rectangle {
        Layout.alignment: Qt.AlignHCenter
        Layout.bottomMargin: Theme.spacingS
        border.color: Theme.palette.line
        border.width: Theme.lineWidth
        color: Theme.palette.raised
        implicitHeight: 72
        implicitWidth: 72
        radius: 36

        Icon {
            anchors.centerIn: parent
            color: Theme.palette.accent
            name: root.iconName
            size: 32
        }
    }

    AppText {
        Layout.alignment: Qt.AlignHCenter
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.readingWidth
        horizontalAlignment: Text.AlignHCenter
        kind: AppText.Kind.Title
        text: root.title
        wrapMode: Text.Wrap
    }

    AppText {
        Layout.alignment: Qt.AlignHCenter
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.readingWidth
        horizontalAlignment: Text.AlignHCenter
        text: root.text
        tone: AppText.Tone.Quiet
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    Flow {
        readonly property real wanted: action.implicitWidth + (root.alternativeText !== "" ? alternative.implicitWidth + spacing : 0)

        Layout.alignment: Qt.AlignHCenter
        Layout.fillWidth: true
        Layout.maximumWidth: Math.ceil(wanted)
        Layout.topMargin: Theme.spacingM
        spacing: Theme.spacingM
        visible: root.actionText !== "" || root.alternativeText !== ""

        AppButton {
            id: action

            icon.name: root.actionIcon
            kind: AppButton.Kind.Primary
            objectName: "emptyAction"
            text: root.actionText
            visible: text !== ""
            onClicked: root.actionTriggered()
        }

        AppButton {
            id: alternative

            objectName: "emptyAlternative"
            text: root.alternativeText
            visible: text !== ""
            onClicked: root.alternativeTriggered()
        }
    }
}
