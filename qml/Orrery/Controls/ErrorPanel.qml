// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Theme

/// What went wrong, where it went wrong: what happened and to what, what to do next, and the details folded away, to be copied.
Card {
    id: root

    required property string title
    property string text: ""
    property string details: ""
    property string actionText: ""
    property string alternativeText: ""
    property bool detailsShown: false

    signal actionTriggered
    signal alternativeTriggered

    /// Puts title, text and details on the clipboard.
    function copyDetails(): void {
        clipboard.text = title + (text === "" ? "" : "\n" + text) + (details === "" ? "" : "\n" + details);
        clipboard.selectAll();
        clipboard.copy();
        clipboard.text = "";
        copyButton.copied = true;
    }

    Accessible.description: text
    Accessible.name: title
    Accessible.role: Accessible.AlertMessage

    onDetailsChanged: copyButton.copied = false

    contentItem: RowLayout { // qmllint disable deferred-property-id
        spacing: Theme.spacingM

        Icon {
            Layout.alignment: Qt.AlignTop
            color: Theme.palette.danger
            name: "error"
            size: 24
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingXs

            AppText {
                Layout.fillWidth: true
                Layout.minimumHeight: 24
                strong: true
                text: root.title
                wrapMode: Text.Wrap
            }

            AppText {
                Layout.fillWidth: true
                text: root.text
                tone: AppText.Tone.Quiet
                visible: text !== ""
                wrapMode: Text.Wrap
            }

            Flow {
                Layout.fillWidth: true
                Layout.topMargin: Theme.spacingS
                spacing: Theme.spacingS
                visible: root.actionText !== "" || root.alternativeText !== "" || root.details !== ""

                AppButton {
                    objectName: "errorAction"
                    text: root.actionText
                    visible: text !== ""
                    onClicked: root.actionTriggered()
                }

                AppButton {
                    kind: AppButton.Kind.Quiet
                    text: root.alternativeText
                    visible: text !== ""
                    onClicked: root.alternativeTriggered()
                }

                AppButton {
                    icon.name: root.detailsShown ? "chevron-up" : "chevron-down"
                    kind: AppButton.Kind.Quiet
                    objectName: "detailsToggle"
                    text: root.detailsShown ? qsTr("Hide details") : qsTr("Details")
                    visible: root.details !== ""
                    onClicked: root.detailsShown = !root.detailsShown
                }
            }

            Rectangle {
                Layout.fillWidth: true
                Layout.topMargin: Theme.spacingXs
                border.color: Theme.palette.line
                border.width: Theme.lineWidth
                color: Theme.palette.sunken
                implicitHeight: Math.max(Theme.targetSize, detailsText.implicitHeight) + Theme.spacingM
                radius: Theme.radiusControl
                visible: root.detailsShown && root.details !== ""

                AppText {
                    id: detailsText

                    anchors.left: parent.left
                    anchors.leftMargin: Theme.spacingM
                    anchors.right: copyButton.left
                    anchors.rightMargin: Theme.spacingS
                    anchors.verticalCenter: parent.verticalCenter
                    kind: AppText.Kind.Label
                    mono: true
                    text: root.details
                    wrapMode: Text.Wrap
                }

                IconButton {
                    id: copyButton

                    property bool copied: false

                    anchors.margins: Theme.spacingXs
                    anchors.right: parent.right
                    anchors.top: parent.top
                    icon.name: copied ? "check" : "copy"
                    objectName: "copyDetails"
                    text: copied ? qsTr("Copied") : qsTr("Copy details")
                    onClicked: root.copyDetails()
                }

                TextEdit {
                    id: clipboard

                    visible: false
                }
            }
        }
    }
}
