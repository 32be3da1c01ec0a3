// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Something that is made when it is first shown, a piece at a time between frames, and kept.
Loader {
    required property bool shown

    active: shown || status !== Loader.Null
    asynchronous: true
    visible: shown
}
