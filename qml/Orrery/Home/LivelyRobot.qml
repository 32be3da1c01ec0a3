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

    /// Small enough to be done beside a person who reads.
    readonly property list<string> quietOnes: ["look_around", "curious", "nod", "inspect"]
    property bool greeted: false

    function next(): string {
        if (!greeted && gestures.indexOf("wave") >= 0)
            return "wave";
        const first = Math.floor(Math.random() * quietOnes.length);
        for (let i = 0; i < quietOnes.length; ++i) {
            const id = quietOnes[(first + i) % quietOnes.length];
            if (gestures.indexOf(id) >= 0)
                return id;
        }
        return "";
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
