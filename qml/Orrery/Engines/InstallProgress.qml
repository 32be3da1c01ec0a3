// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Engines

/// An installation under way, and how to end it.
RowLayout {
    id: root

    required property RuntimesController runtimes

    spacing: Theme.spacingM

    AppProgressBar {
        Layout.fillWidth: true
        label: root.runtimes.installText
        indeterminate: root.runtimes.installProgress < 0
        value: Math.max(0, root.runtimes.installProgress)
    }
    AppButton {
        text: qsTr("Cancel")
        onClicked: root.runtimes.cancelInstall()
    }
}
