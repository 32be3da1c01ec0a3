// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Theme

/// A word on what the pointer or the keyboard is on. Stands above its parent, or below where there is no room.
T.ToolTip {
    id: root

    readonly property int longest: 320

    bottomPadding: Theme.spacingXs + 2
    delay: 600
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    implicitWidth: contentWidth + leftPadding + rightPadding
    contentWidth: Math.min(Math.ceil(label.implicitWidth), longest)
    leftPadding: Theme.spacingS
    margins: Theme.spacingS
    rightPadding: Theme.spacingS
    topPadding: Theme.spacingXs + 2
    x: parent ? (parent.width - implicitWidth) / 2 : 0
    y: -implicitHeight - Theme.spacingXs

    background: FloatingSurface {
        depth: 4
        radius: Theme.radiusControl
    }

    contentItem: AppText { // qmllint disable deferred-property-id
        id: label

        kind: AppText.Kind.Caption
        text: root.text
        wrapMode: Text.Wrap
    }

    enter: Transition {
        NumberAnimation { duration: Theme.fadeDuration; from: 0; property: "opacity"; to: 1 }
    }
    exit: Transition {
        NumberAnimation { duration: Theme.fadeDuration; from: 1; property: "opacity"; to: 0 }
    }
}
