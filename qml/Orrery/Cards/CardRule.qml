// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Cards
import Orrery.Controls

/// A line between two parts of a card.
Separator {
    required property CardBlock block

    Accessible.role: Accessible.Separator
}
