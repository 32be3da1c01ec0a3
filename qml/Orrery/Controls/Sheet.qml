// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme

/// Something looked at without leaving the page: slides over it from the far side. Escape, the cross, or a press beside it close it.
T.Drawer {
    id: root

    required property string title
    default property alias body: holder.data

    dim: true
    dragMargin: 0 // opened by buttons alone; one that is not interactive would ignore Escape and presses beside it
    edge: mirrored ? Qt.LeftEdge : Qt.RightEdge
    focus: true
    height: parent ? parent.height : 0
    modal: true
    parent: T.Overlay.overlay
    width: Math.min(520, parent ? parent.width - Theme.spacingHuge : 520)
    bottomPadding: Theme.spacingXl
    leftPadding: Theme.spacingXl
    rightPadding: Theme.spacingXl
    topPadding: Theme.spacingL

    onOpened: closeButton.forceActiveFocus(Qt.PopupFocusReason)

    T.Overlay.modal: Rectangle {
        color: Theme.palette.scrim
    }

    background: Item {
        clip: true

        FloatingSurface {
            anchors.fill: parent
            anchors.leftMargin: root.edge === Qt.LeftEdge ? -radius : 0
            anchors.rightMargin: root.edge === Qt.LeftEdge ? 0 : -radius
            depth: 0
            radius: Theme.radiusSheet
        }
    }

    contentItem: ColumnLayout { // qmllint disable deferred-property-id
        spacing: Theme.spacingM

        SectionHeader {
            Layout.fillWidth: true
            title: root.title

            IconButton {
                id: closeButton

                icon.name: "close"
                text: qsTr("Close")
                onClicked: root.close()
            }
        }

        Item {
            id: holder

            Layout.fillHeight: true
            Layout.fillWidth: true
        }
    }

    enter: Transition {
        NumberAnimation { duration: Theme.panelDuration; easing.type: Easing.OutCubic }
    }
    exit: Transition {
        NumberAnimation { duration: Theme.panelDuration; easing.type: Easing.OutCubic }
    }
}
