// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Something that is made when it is first shown, and kept.
Loader {
    required property bool shown

    active: shown || item !== null
    visible: shown
}
