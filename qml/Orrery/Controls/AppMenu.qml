// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Theme

/// A menu of AppMenuItem and AppMenuSeparator, or of Actions.
T.Menu {
    id: root

    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    implicitWidth: Math.max(180, implicitContentWidth + leftPadding + rightPadding)
    margins: Theme.spacingS
    overlap: Theme.spacingXs
    padding: Theme.spacingXs

    delegate: AppMenuItem {}

    background: FloatingSurface {}

    contentItem: ListView {
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        currentIndex: root.currentIndex
        implicitHeight: contentHeight
        implicitWidth: widest()
        interactive: contentHeight > height
        model: root.contentModel

        T.ScrollBar.vertical: AppScrollBar {}

        function widest(): real {
            let most = 0;
            for (let i = 0; i < root.count; ++i)
                most = Math.max(most, root.itemAt(i).implicitWidth);
            return most;
        }
    }

    enter: Transition {
        NumberAnimation { duration: Theme.fadeDuration; from: 0; property: "opacity"; to: 1 }
    }
    exit: Transition {
        NumberAnimation { duration: Theme.fadeDuration; from: 1; property: "opacity"; to: 0 }
    }
}
