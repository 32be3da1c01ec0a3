// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme

/// One page's place: made when first shown, kept afterwards, faded in; the page before goes at once, since two half-seen pages over
/// one another look broken. Pages paint no background of their own where the stage is.
Loader {
    id: root

    required property bool shown

    anchors.fill: parent
    active: shown || item !== null
    visible: shown
    opacity: shown ? 1 : 0
    enabled: shown

    Behavior on opacity {
        NumberAnimation { duration: Theme.fadeDuration }
    }
}
