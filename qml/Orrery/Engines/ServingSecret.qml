// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Engines

/// A value to be copied into another program; a secret one shows only when asked.
RowLayout {
    id: root

    required property string name
    required property string value
    property bool secret: false
    property bool shown: !secret
    default property alias trailing: end.data

    signal copyRequested

    spacing: Theme.spacingS

    AppText {
        Layout.preferredWidth: 80
        text: root.name
        tone: AppText.Tone.Quiet
    }
    AppText {
        Layout.fillWidth: true
        text: root.shown ? root.value : "•".repeat(24)
        mono: true
        kind: AppText.Kind.Label
        elide: Text.ElideMiddle
        Accessible.name: root.shown ? text : qsTr("hidden")
    }
    IconButton {
        visible: root.secret
        icon.name: "eye"
        text: root.shown ? qsTr("Hide the key") : qsTr("Show the key")
        onClicked: root.shown = !root.shown
    }
    IconButton {
        icon.name: "copy"
        text: qsTr("Copy %1").arg(root.name)
        onClicked: root.copyRequested()
    }
    RowLayout {
        id: end
        spacing: Theme.spacingXs
    }
}
