// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Theme

/// One link in the tree of parts, with the joint that holds it.
T.ItemDelegate {
    id: root

    required property int index
    required property int link
    required property string name
    required property int depth
    required property string joint
    property bool picked: false
    /// How the link is drawn: 0 hidden .. 1 solid.
    property real opacityShown: 1

    /// Solid, see-through, hidden: the next of them.
    signal lookRequested

    Accessible.name: joint === "" ? name : qsTr("%1, held by %2").arg(name).arg(joint)
    hoverEnabled: true
    implicitHeight: column.implicitHeight + 2 * Theme.spacingXs
    leftPadding: Theme.spacingS + Math.min(depth, 12) * Theme.spacingM
    rightPadding: Theme.spacingS

    background: Rectangle {
        border.color: Theme.palette.accent
        border.width: root.picked && Theme.contrast ? Theme.lineWidth : 0
        color: root.picked ? Theme.palette.selection : "transparent"
        radius: Theme.radiusControl

        StateLayer {
            hovered: root.hovered
            pressed: root.down
            radius: Theme.radiusControl
        }
        FocusRing {
            shown: root.visualFocus || (root.ListView.isCurrentItem && root.ListView.view.activeFocus)
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
                text: root.name
                tone: root.opacityShown > 0 ? AppText.Tone.Normal : AppText.Tone.Quiet
            }
            AppText {
                Layout.fillWidth: true
                elide: Text.ElideRight
                kind: AppText.Kind.Caption
                text: root.opacityShown <= 0 ? qsTr("hidden") : root.joint
                tone: AppText.Tone.Quiet
                visible: text !== ""
            }
        }
        IconButton {
            Layout.preferredHeight: 28
            Layout.preferredWidth: 28
            iconSize: 16
            icon.name: "eye"
            opacity: root.opacityShown <= 0 ? 0.4 : root.opacityShown < 1 ? 0.7 : 1
            text: root.opacityShown <= 0 ? qsTr("Show this part") : root.opacityShown < 1 ? qsTr("Hide this part") : qsTr("See through this part")
            visible: root.hovered || root.opacityShown < 1 || root.picked
            onClicked: root.lookRequested()
        }
    }
}
