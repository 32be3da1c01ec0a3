// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// A tooltip of its parent that is made when it is first wanted: pages have dozens, of which one or two are ever seen.
Loader {
    id: root

    property string text
    property bool wanted: false

    onWantedChanged: {
        if (wanted && status === Loader.Null)
            setSource("LateTipBody.qml", {
                owner: root
            });
    }
}
