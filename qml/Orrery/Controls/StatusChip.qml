// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Theme

/// A state in an icon and a word, for example "Connected". Colour only supports them.
T.Control {
    id: root

    required property string text
    required property string iconName
    property int tone: AppText.Tone.Quiet

    Accessible.name: text
    Accessible.role: Accessible.StaticText

    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    leftPadding: Theme.spacingS
    rightPadding: Theme.spacingM - 2
    bottomPadding: Theme.spacingXs
    topPadding: Theme.spacingXs

    background: Rectangle {
        readonly property color tint: label.color

        border.color: Theme.contrast ? tint : Qt.rgba(tint.r, tint.g, tint.b, 0.35)
        border.width: Theme.lineWidth
        color: Qt.rgba(tint.r, tint.g, tint.b, Theme.contrast ? 0 : 0.1)
        radius: height / 2
    }

    contentItem: RowLayout { // qmllint disable deferred-property-id
        spacing: Theme.spacingXs + 2

        Icon {
            color: label.color
            name: root.iconName
            size: 14
        }

        AppText {
            id: label

            Layout.fillWidth: true
            kind: AppText.Kind.Caption
            text: root.text
            tone: root.tone
        }
    }
}
