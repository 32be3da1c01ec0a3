// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// The gestures this robot knows, as large as their words need; the one that plays can be ended.
Flow {
    id: root

    required property NamedListModel gestures
    required property string playing

    signal playRequested(string id)
    signal endRequested

    spacing: Theme.spacingS

    Repeater {
        model: root.gestures

        AppButton {
            id: gesture
            required property string itemId
            required property string title
            readonly property bool isPlaying: root.playing === itemId

            text: title
            icon.name: isPlaying ? "stop" : "play"
            kind: isPlaying ? AppButton.Kind.Primary : AppButton.Kind.Secondary
            onClicked: isPlaying ? root.endRequested() : root.playRequested(itemId)
        }
    }
}
