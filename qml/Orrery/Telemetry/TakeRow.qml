// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Theme

/// One take in the list.
T.ItemDelegate {
    id: root

    required property int index
    required property string file
    required property string name
    required property string detail
    required property string warning
    required property bool readable
    property bool current: false
    property bool compared: false
    /// Another take is open, so that this one can run beside it.
    property bool comparable: false
    property bool renaming: false

    signal compareRequested
    signal menuRequested(item: Item)
    signal renamed(name: string)
    signal renamingEnded

    Accessible.description: warning === "" ? detail : qsTr("%1. %2").arg(detail).arg(warning)
    Accessible.name: current ? qsTr("%1, open").arg(name) : compared ? qsTr("%1, compared").arg(name) : name
    Keys.onMenuPressed: root.menuRequested(root)
    enabled: readable
    hoverEnabled: true
    implicitHeight: Math.max(Theme.targetSize, column.implicitHeight + 2 * Theme.spacingXs)
    leftPadding: Theme.spacingS
    rightPadding: 0
    onRenamingChanged: {
        if (!renaming)
            return;
        nameField.text = name;
        nameField.forceActiveFocus(Qt.OtherFocusReason);
        nameField.selectAll();
    }

    background: Rectangle {
        border.color: Theme.palette.accent
        border.width: root.current && Theme.contrast ? Theme.lineWidth : 0
        color: root.current || root.compared ? Theme.palette.selection : "transparent"
        radius: Theme.radiusControl

        StateLayer {
            hovered: root.hovered
            pressed: root.down
            radius: Theme.radiusControl
        }
        FocusRing {
            shown: root.visualFocus
        }
    }
    contentItem: RowLayout { // qmllint disable deferred-property-id
        spacing: 0

        ColumnLayout {
            id: column

            Layout.fillWidth: true
            spacing: 0

            AppText {
                Layout.fillWidth: true
                elide: Text.ElideMiddle
                kind: AppText.Kind.Label
                strong: root.current
                text: root.current && root.comparable ? qsTr("A  %1").arg(root.name) : root.compared ? qsTr("B  %1").arg(root.name) : root.name
                visible: !root.renaming
            }
            AppTextField {
                id: nameField

                Keys.onEscapePressed: root.renamingEnded()
                Layout.fillWidth: true
                label: qsTr("Name of the take")
                objectName: "nameField"
                visible: root.renaming
                onAccepted: {
                    root.renamed(text);
                    root.renamingEnded();
                }
                onActiveFocusChanged: if (!activeFocus && root.renaming) root.renamingEnded()
            }
            AppText {
                Layout.fillWidth: true
                elide: Text.ElideRight
                kind: AppText.Kind.Caption
                text: root.detail
                tone: AppText.Tone.Quiet
            }
            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Caption
                objectName: "warning"
                text: root.warning
                tone: AppText.Tone.Caution
                visible: text !== ""
                wrapMode: Text.Wrap
            }
        }
        IconButton {
            checked: root.compared
            icon.name: "compare"
            iconSize: 18
            objectName: "compareButton"
            text: root.compared ? qsTr("Stop comparing with “%1”").arg(root.name) : qsTr("Compare with “%1”").arg(root.name)
            visible: root.comparable && !root.current && !root.renaming
            onClicked: root.compareRequested()
        }
        IconButton {
            icon.name: "more"
            iconSize: 18
            objectName: "menuButton"
            text: qsTr("More for “%1”").arg(root.name)
            visible: !root.renaming
            onClicked: root.menuRequested(this)
        }
    }
}
