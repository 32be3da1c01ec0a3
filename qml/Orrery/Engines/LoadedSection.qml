// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Engines

/// The models in memory now.
FormGroup {
    id: root

    required property LoadedModels loaded

    signal logRequested(int row)

    title: qsTr("Loaded models")

    AppText {
        Layout.fillWidth: true
        visible: root.loaded.count === 0
        text: qsTr("None. A model is loaded when somebody asks it something, and leaves memory by itself some time later.")
        tone: AppText.Tone.Quiet
        wrapMode: Text.Wrap
    }
    Repeater {
        model: root.loaded

        LoadedDelegate {
            onUnloadRequested: root.loaded.unload(index)
            onLogRequested: root.logRequested(index)
        }
    }
    RowLayout {
        Layout.fillWidth: true
        visible: root.loaded.memoryText !== ""
        spacing: Theme.spacingM

        AppText {
            Layout.fillWidth: true
            text: root.loaded.memoryText
            tone: AppText.Tone.Quiet
            kind: AppText.Kind.Label
        }
        AppButton {
            kind: AppButton.Kind.Quiet
            text: qsTr("Unload all")
            onClicked: root.loaded.unloadAll()
        }
    }
}
