// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Models
import Orrery.Hub

/// What the engine says of one copy before its weights are here.
ColumnLayout {
    id: root

    required property RepositoryFit exact

    signal retryRequested

    spacing: Theme.spacingM

    RowLayout {
        spacing: Theme.spacingS
        visible: root.exact.fetching

        BusyRing {}
        AppText {
            kind: AppText.Kind.Label
            text: qsTr("Fetching its header, and none of its weights…")
            tone: AppText.Tone.Quiet
        }
    }

    ErrorPanel {
        Layout.fillWidth: true
        actionText: qsTr("Try again")
        details: root.exact.problem.detail
        objectName: "fitProblem"
        text: root.exact.problem.text
        title: root.exact.problem.title
        visible: title !== ""
        onActionTriggered: root.retryRequested()
    }

    FitPanel {
        Layout.fillWidth: true
        memory: root.exact.memory
        visible: !root.exact.fetching && root.exact.problem.title === ""
    }
}
