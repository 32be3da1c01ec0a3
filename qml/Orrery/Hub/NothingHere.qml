// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme
import Orrery.Controls

/// A quiet sentence where a part of the page has nothing to show.
AppText {
    anchors.centerIn: parent
    horizontalAlignment: Text.AlignHCenter
    tone: AppText.Tone.Quiet
    visible: text !== ""
    width: Math.min(parent.width - 2 * Theme.spacingXl, 460)
    wrapMode: Text.Wrap
}
