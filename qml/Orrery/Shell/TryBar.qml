// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Engines

/// Above the pages of Try: which of them is shown, and which engine is in use, always.
Rectangle {
    id: root

    required property RuntimesController runtimes
    required property int current
    signal chosen(int index)

    implicitHeight: 52
    color: Theme.palette.base

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.spacingL
        anchors.rightMargin: Theme.spacingL
        spacing: Theme.spacingL

        SegmentedControl {
            options: [qsTr("Chat"), qsTr("Compare"), qsTr("Measure"), qsTr("Engines")]
            icons: ["chat", "compare", "measure", "engine"]
            currentIndex: root.current
            label: qsTr("What to do with models")
            onActivated: (index) => root.chosen(index)
        }
        Item {
            Layout.fillWidth: true
        }
        StatusChip {
            Layout.fillWidth: true
            Layout.maximumWidth: Math.min(implicitWidth, root.width / 2)
            Layout.minimumWidth: 0
            iconName: root.runtimes.sealed ? "lock" : "engine"
            tone: root.runtimes.sealed ? AppText.Tone.Good : root.runtimes.usable ? AppText.Tone.Caution : AppText.Tone.Danger
            text: root.runtimes.sealed && root.runtimes.usable ? qsTr("%1, sealed off").arg(root.runtimes.inUseText) : root.runtimes.inUseText
        }
    }
    Separator {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
