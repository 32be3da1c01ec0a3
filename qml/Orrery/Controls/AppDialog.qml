// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme

/// A question in the middle of the window. Children go between the words and the buttons. Escape refuses. Where accepting cannot be
/// undone (`dangerous`) the accepting button is red and the focus starts on the other.
T.Dialog {
    id: root

    property string text: ""
    property string acceptText: qsTr("OK")
    property string acceptIcon: ""
    property string rejectText: qsTr("Cancel")
    property bool dangerous: false
    property bool acceptable: true
    default property alias body: column.data

    anchors.centerIn: parent
    dim: true
    focus: true
    implicitHeight: implicitHeaderHeight + implicitContentHeight + implicitFooterHeight + topPadding + bottomPadding
    implicitWidth: Math.min(480, parent ? parent.width - 2 * Theme.spacingXl : 480)
    leftPadding: Theme.spacingXl
    margins: Theme.spacingXl
    modal: true
    parent: T.Overlay.overlay
    rightPadding: Theme.spacingXl
    bottomPadding: Theme.spacingS
    topPadding: Theme.spacingS

    onOpened: (dangerous && rejectText !== "" ? rejectButton : acceptButton).forceActiveFocus(Qt.TabFocusReason)

    T.Overlay.modal: Rectangle {
        color: Theme.palette.scrim
    }

    background: FloatingSurface {
        depth: 16
        radius: Theme.radiusSheet
    }

    header: AppText {
        bottomPadding: Theme.spacingXs
        kind: AppText.Kind.Title
        leftPadding: Theme.spacingXl
        rightPadding: Theme.spacingXl
        text: root.title
        topPadding: Theme.spacingXl
        wrapMode: Text.Wrap
    }

    contentItem: ColumnLayout { // qmllint disable deferred-property-id
        id: column

        spacing: Theme.spacingM

        AppText {
            Layout.fillWidth: true
            text: root.text
            tone: AppText.Tone.Quiet
            visible: text !== ""
            wrapMode: Text.Wrap
        }
    }

    footer: Item {
        implicitHeight: buttons.implicitHeight + Theme.spacingL + Theme.spacingXl

        RowLayout {
            id: buttons

            anchors.right: parent.right
            anchors.rightMargin: Theme.spacingXl
            anchors.top: parent.top
            anchors.topMargin: Theme.spacingL
            spacing: Theme.spacingM
            width: Math.min(implicitWidth, parent.width - 2 * Theme.spacingXl)

            AppButton {
                id: rejectButton

                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth
                objectName: "rejectButton"
                text: root.rejectText
                visible: text !== ""
                onClicked: root.reject()
            }

            AppButton {
                id: acceptButton

                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth
                enabled: root.acceptable
                icon.name: root.acceptIcon
                kind: root.dangerous ? AppButton.Kind.Danger : AppButton.Kind.Primary
                objectName: "acceptButton"
                text: root.acceptText
                onClicked: root.accept()
            }
        }
    }

    enter: Transition {
        NumberAnimation { duration: Theme.fadeDuration; from: 0; property: "opacity"; to: 1 }
    }
    exit: Transition {
        NumberAnimation { duration: Theme.fadeDuration; from: 1; property: "opacity"; to: 0 }
    }
}
