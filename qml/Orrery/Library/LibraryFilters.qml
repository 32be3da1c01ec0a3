// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Library

/// Narrowing the list: words, place, kind; and its order.
Flow {
    id: root

    required property LibraryModel items

    spacing: Theme.spacingS

    AppTextField {
        id: search
        width: 240
        leadingIcon: "search"
        clearable: true
        placeholderText: qsTr("Search this disk")
        onTextChanged: root.items.text = text

        Shortcut {
            sequences: ["Ctrl+F"]
            enabled: search.visible
            onActivated: search.forceActiveFocus(Qt.ShortcutFocusReason)
        }
    }
    AppComboBox {
        label: qsTr("Kind")
        model: [qsTr("All kinds"), qsTr("Models"), qsTr("Datasets"), qsTr("Apps"), qsTr("Robots"), qsTr("Other")]
        currentIndex: root.items.kind + 1
        onActivated: (index) => root.items.kind = index - 1
    }
    AppComboBox {
        label: qsTr("Place")
        model: [qsTr("All places"), qsTr("Hub cache"), qsTr("LM Studio"), qsTr("Ollama"), qsTr("Your folders")]
        currentIndex: root.items.place + 1
        onActivated: (index) => root.items.place = index - 1
    }
    AppComboBox {
        label: qsTr("Order")
        model: [qsTr("Largest first"), qsTr("Last used first"), qsTr("By name")]
        currentIndex: root.items.order
        onActivated: (index) => root.items.order = index
    }
}
