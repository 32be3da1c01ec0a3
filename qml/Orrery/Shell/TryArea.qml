// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// All that is done with models on this machine: its pages under one bar, each made when first shown, and the dialogs they ask for.
Item {
    id: root

    required property Main shell

    /// One of shell.trySections.
    readonly property string section: shell.trySection

    /// The dialogs they ask for, as TryDialogs.
    function dialogs(): var { return lateDialogs.made() }

    Component.onCompleted: if (!shell.library.looked) shell.library.refresh()

    TryBar {
        id: bar
        width: parent.width
        runtimes: root.shell.runtimes
        current: Math.max(0, root.shell.trySections.indexOf(root.section))
        onChosen: (index) => root.shell.showPage(root.shell.trySections[index])
    }

    Item {
        anchors { left: parent.left; right: parent.right; top: bar.bottom; bottom: parent.bottom }

        PageHost {
            shown: root.section === "chat"
            file: "TryChat.qml"
            properties: ({ area: root })
        }
        PageHost {
            shown: root.section === "compare"
            file: "TryCompare.qml"
            properties: ({ area: root })
        }
        PageHost {
            shown: root.section === "measure"
            file: "TryMeasure.qml"
            properties: ({ area: root })
        }
        PageHost {
            shown: root.section === "engines"
            file: "TryEngines.qml"
            properties: ({ area: root })
        }
    }

    LateItem {
        id: lateDialogs
        file: "TryDialogs.qml"
        properties: ({ chat: root.shell.chat, compare: root.shell.compare, measure: root.shell.measure, runtimes: root.shell.runtimes, models: root.shell.models })
    }
}
