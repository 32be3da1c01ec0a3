// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Library

/// What the library is doing now, and the way to stop it.
RowLayout {
    id: root

    required property LibraryJob job

    visible: job.active
    spacing: Theme.spacingM

    AppProgressBar {
        Layout.fillWidth: true
        label: root.job.title
        indeterminate: root.job.progress < 0
        value: Math.max(0, root.job.progress)
        detail: root.job.detail
    }
    AppButton {
        text: qsTr("Cancel")
        onClicked: root.job.cancel()
    }
}
