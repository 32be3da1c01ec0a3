// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Controls
import Orrery.Settings

FormGroup {
    id: root

    required property AppSettings settings
    /// What draws the 3D view, as the driver calls itself; empty when there is none.
    required property string renderer
    readonly property var qualities: ["auto", "software", "balanced", "high"]

    title: qsTr("Stage")

    FormRow {
        title: qsTr("Quality")
        text: root.renderer === "" ? qsTr("This machine offers no OpenGL, so robots are drawn as simple figures.")
                                   : qsTr("Drawn by %1.").arg(root.renderer)

        SegmentedControl {
            options: [qsTr("Automatic"), qsTr("Light"), qsTr("Balanced"), qsTr("High")]
            currentIndex: Math.max(0, root.qualities.indexOf(root.settings.stageQuality))
            label: qsTr("Stage quality")
            onActivated: (index) => root.settings.stageQuality = root.qualities[index]
        }
    }
}
