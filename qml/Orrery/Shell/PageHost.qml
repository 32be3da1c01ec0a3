// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme

/// One page's place: read and made when first shown, kept afterwards, faded in; the page before goes at once, since two half-seen
/// pages over one another look broken. Pages paint no background of their own where the stage is.
LateItem {
    id: root

    required property bool shown

    onShownChanged: if (shown) made()
    Component.onCompleted: if (shown) made()

    anchors.fill: parent
    visible: shown
    opacity: shown ? 1 : 0
    enabled: shown

    Behavior on opacity {
        NumberAnimation { duration: Theme.fadeDuration }
    }
}
