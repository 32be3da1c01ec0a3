// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme

/// Keeps the greeting robot alive: a wave at first, then now and then one of its small gestures, while the page is shown and nobody else
/// moves it. Still when movement is reduced.
Item {
    id: root

    required property bool active
    required property bool ready
    required property bool busy
    /// Ids of the gestures this robot has.
    required property var gestures

    signal gestureRequested(string id)

    readonly property var quietOnes: ["look_around", "curious", "nod", "inspect"].filter(id => gestures.includes(id))
    property bool greeted: false

    function next(): string {
        if (!greeted && gestures.includes("wave"))
            return "wave";
        return quietOnes.length > 0 ? quietOnes[Math.floor(Math.random() * quietOnes.length)] : "";
    }

    Timer {
        interval: root.greeted ? 14000 : 900
        running: root.active && root.ready && !root.busy && !Theme.reducedMotion
        onTriggered: {
            const id = root.next();
            root.greeted = true;
            if (id !== "")
                root.gestureRequested(id);
        }
    }
}
