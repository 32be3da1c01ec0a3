// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme

/// Text of a card, to be selected and copied. Rich text is our own; nothing in it loads anything.
TextEdit {
    id: root

    HoverHandler {
        cursorShape: root.hoveredLink === "" ? Qt.IBeamCursor : Qt.PointingHandCursor
    }

    color: Theme.palette.text
    font.family: Theme.uiFamily
    font.pixelSize: Theme.bodySize
    readOnly: true
    selectByMouse: true
    selectedTextColor: Theme.palette.accentText
    selectionColor: Theme.palette.accent
    textFormat: TextEdit.RichText
    wrapMode: TextEdit.Wrap
}
