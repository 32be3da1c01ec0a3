// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Controls
import Orrery.Theme

/// A number with its name under it; what it means is told on hover.
Rectangle {
    id: root

    required property string name
    required property string value
    required property string help

    Accessible.description: help
    Accessible.name: qsTr("%1: %2").arg(name).arg(value)
    Accessible.role: Accessible.StaticText
    color: Theme.palette.sunken
    implicitHeight: column.implicitHeight + 2 * Theme.spacingXs
    implicitWidth: column.implicitWidth + 2 * Theme.spacingS
    radius: Theme.radiusControl

    HoverHandler {
        id: over
    }
    AppToolTip {
        text: root.help
        visible: over.hovered
    }
    Column {
        id: column

        anchors.centerIn: parent

        AppText {
            kind: AppText.Kind.Label
            strong: true
            text: root.value
        }
        AppText {
            kind: AppText.Kind.Caption
            text: root.name
            tone: AppText.Tone.Quiet
        }
    }
}
