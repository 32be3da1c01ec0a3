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

    contentItem: ColumnLayout { // qmllint disable deferred-property-id
        id: column

        spacing: 0

        AppText {
            Layout.fillWidth: true
            elide: Text.ElideMiddle
            kind: AppText.Kind.Label
            text: root.name
        }
        AppText {
            Layout.fillWidth: true
            elide: Text.ElideRight
            kind: AppText.Kind.Caption
            text: root.joint
            tone: AppText.Tone.Quiet
            visible: text !== ""
        }
    }
}
