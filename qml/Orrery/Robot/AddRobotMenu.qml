// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls
import Orrery.Robot

/// Which robot to put beside the others: one of the bundled ones, or one from a file.
AppMenu {
    id: root

    required property NamedListModel bundled

    signal bundledChosen(id: string)
    signal fileChosen

    Instantiator {
        model: root.bundled
        delegate: AppMenuItem {
            required property string itemId
            required property string title

            text: title
            onTriggered: root.bundledChosen(itemId)
        }
        onObjectAdded: (index, item) => root.insertItem(index, item as AppMenuItem)
        onObjectRemoved: (index, item) => root.removeItem(item as AppMenuItem)
    }
    AppMenuItem {
        objectName: "addFromFile"
        text: qsTr("From a file...")
        onTriggered: root.fileChosen()
    }
}
