// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Controls
import Orrery.Theme

/// Below a card that was cut.
AppText {
    bottomPadding: Theme.spacingM
    objectName: "cutNotice"
    text: qsTr("This card is very long; its end is left out.")
    tone: AppText.Tone.Quiet
    topPadding: Theme.spacingM
}
