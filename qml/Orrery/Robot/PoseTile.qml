// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Theme

/// One pose: its picture, or a sign of what it is, and its name.
T.AbstractButton {
    id: root

    required property int index
    required property string title
    required property string kind
    required property string picture
    required property bool kept

    signal menuRequested(item: Item)

    readonly property string sign: kind === "home" ? "home-pose" : kind === "zero" ? "axes" : "person"

    Accessible.name: qsTr("Move to %1").arg(title)
    Accessible.role: Accessible.Button
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    implicitHeight: column.implicitHeight + 2 * Theme.spacingXs
    implicitWidth: 92
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()
    Keys.onMenuPressed: if (kept) root.menuRequested(root)
    Keys.onDeletePressed: if (kept) root.menuRequested(root)

    background: Rectangle {
        border.color: Theme.palette.line
        border.width: Theme.lineWidth
        color: Theme.palette.raised
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

    contentItem: Item { // qmllint disable deferred-property-id
        Column {
            id: column

            anchors.centerIn: parent
            spacing: 2
            width: root.width - 2 * Theme.spacingXs

            Item {
                height: 56
                width: parent.width

                Image {
                    anchors.fill: parent
                    fillMode: Image.PreserveAspectCrop
                    source: root.picture
                    sourceSize.height: 144
                    sourceSize.width: 144
                    visible: root.picture !== ""
                }
                Icon {
                    anchors.centerIn: parent
                    color: Theme.palette.quiet
                    name: root.sign
                    size: 26
                    visible: root.picture === ""
                }
            }
            AppText {
                elide: Text.ElideRight
                horizontalAlignment: Text.AlignHCenter
                kind: AppText.Kind.Caption
                text: root.title
                width: parent.width
            }
        }
    }

    IconButton {
        anchors.right: parent.right
        anchors.top: parent.top
        focusPolicy: Qt.NoFocus
        icon.name: "more"
        iconSize: 16
        text: qsTr("More about %1").arg(root.title)
        visible: root.kept && (root.hovered || root.visualFocus || hovered)
        onClicked: root.menuRequested(this)
    }

    AppToolTip {
        text: root.title
        visible: root.hovered && !root.down
    }
}
