// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Hub
import "parts.js" as Parts

/// One copy: its name, size and precision, whether it fits, and the button that gets or tries it. The rule of thumb on its chip can be
/// checked with the engine: what that says unfolds below.
Rectangle {
    id: root

    required property int index
    required property string label
    required property string sizeText
    required property string bitsText
    required property string fitIcon
    required property string fitText
    required property string fitMood
    required property bool recommended
    required property string why
    required property bool complete
    required property bool runs
    required property bool installed
    required property string key
    required property RepositoryFit exact

    readonly property bool checked: exact.key === key && key !== ""
    readonly property bool checkable: exact.available && runs && complete

    signal checkRequested
    signal downloadRequested
    signal tryRequested

    Accessible.description: Parts.join([bitsText, fitText, recommended ? qsTr("recommended") : "", why], ", ")
    Accessible.name: qsTr("%1, %2", "copy, size").arg(label).arg(sizeText)
    Accessible.role: Accessible.ListItem
    border.color: recommended ? Theme.palette.accent : Theme.palette.line
    border.width: recommended ? Math.max(1, Theme.lineWidth) : Theme.lineWidth
    color: recommended ? Theme.palette.selection : Theme.palette.raised
    implicitHeight: row.implicitHeight + 2 * Theme.spacingS + (checked ? detail.implicitHeight + Theme.spacingM : 0)
    radius: Theme.radiusControl

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.leftMargin: Theme.spacingL
        anchors.right: parent.right
        anchors.rightMargin: Theme.spacingM
        anchors.top: parent.top
        anchors.topMargin: Theme.spacingS
        spacing: Theme.spacingM

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.spacingS

                AppText {
                    Layout.maximumWidth: Math.ceil(implicitWidth)
                    Layout.fillWidth: true
                    strong: true
                    text: root.label
                }
                AppText {
                    kind: AppText.Kind.Label
                    text: root.sizeText
                }
                AppText {
                    kind: AppText.Kind.Label
                    text: root.bitsText
                    tone: AppText.Tone.Quiet
                    visible: text !== ""
                }
                Item { Layout.fillWidth: true }
            }

            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Label
                text: root.recommended ? qsTr("Recommended. %1").arg(root.why) : root.why
                tone: root.complete ? AppText.Tone.Quiet : AppText.Tone.Caution
                visible: text !== ""
                wrapMode: Text.Wrap
            }
        }

        FactChip {
            iconName: root.fitIcon
            mood: root.fitMood
            text: root.fitText
        }

        AppButton {
            Accessible.description: qsTr("Asks the engine whether it fits, before it is downloaded")
            kind: AppButton.Kind.Quiet
            leftPadding: Theme.spacingM
            objectName: "checkExactly"
            rightPadding: Theme.spacingM
            text: root.checked ? qsTr("Fold") : qsTr("Check exactly")
            visible: root.checkable
            onClicked: {
                if (root.checked)
                    root.exact.clear();
                else
                    root.checkRequested();
            }
        }

        AppButton {
            Layout.minimumWidth: Math.round(192 * Theme.textScale)
            icon.name: root.installed && root.runs ? "chat" : root.installed ? "check" : "download"
            enabled: root.complete && (root.runs || !root.installed)
            text: root.installed && root.runs ? qsTr("Try it") : root.installed ? qsTr("On this disk") : qsTr("Download %1").arg(root.sizeText)
            onClicked: {
                if (root.installed)
                    root.tryRequested();
                else
                    root.downloadRequested();
            }
        }
    }

    ColumnLayout {
        id: detail

        anchors.left: parent.left
        anchors.leftMargin: Theme.spacingL
        anchors.right: parent.right
        anchors.rightMargin: Theme.spacingM
        anchors.top: row.bottom
        anchors.topMargin: Theme.spacingM

        Repeater {
            model: root.checked ? 1 : 0

            VariantFit {
                Layout.fillWidth: true
                exact: root.exact
                onRetryRequested: root.checkRequested()
            }
        }
    }
}
