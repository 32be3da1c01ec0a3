// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Engines

/// One engine: what and where it is, whether it works, and what can be done with it.
ColumnLayout {
    id: root

    required property RuntimesController runtimes
    required property int index
    required property string title
    required property string place
    required property string kindText
    required property string deviceText
    required property string problem
    required property bool inUse
    required property bool managed
    required property string sizeText
    required property string testText
    required property bool testing
    required property bool updatable

    readonly property var facts: [kindText, deviceText, sizeText]

    signal removalRequested(int row, string name)

    Layout.fillWidth: true
    spacing: Theme.spacingXs

    Separator {
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.spacingS
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingS

        AppText {
            Layout.fillWidth: true
            text: root.title
            elide: Text.ElideRight
        }
        StatusChip {
            visible: root.inUse
            text: qsTr("In use")
            iconName: "check"
            tone: AppText.Tone.Live
        }
        StatusChip {
            visible: root.problem !== ""
            text: qsTr("Does not work here")
            iconName: "error"
            tone: AppText.Tone.Danger
        }
    }
    AppText {
        Layout.fillWidth: true
        text: root.facts.filter(part => part !== "").join(" · ")
        tone: AppText.Tone.Quiet
        kind: AppText.Kind.Label
        wrapMode: Text.Wrap
    }
    AppText {
        Layout.fillWidth: true
        text: root.place
        mono: true
        tone: AppText.Tone.Quiet
        kind: AppText.Kind.Caption
        elide: Text.ElideMiddle
    }
    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        text: root.problem
        tone: AppText.Tone.Danger
        kind: AppText.Kind.Label
        wrapMode: Text.Wrap
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Theme.spacingXs
        visible: outcome.text !== ""
        spacing: Theme.spacingS

        BusyRing {
            Layout.alignment: Qt.AlignTop
            visible: root.testing
            running: root.testing
        }
        AppText {
            id: outcome
            Layout.fillWidth: true
            text: root.testing ? root.runtimes.testStep : root.testText
            kind: AppText.Kind.Label
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StatusBar
            Accessible.name: text
        }
    }
    Flow {
        Layout.fillWidth: true
        Layout.topMargin: Theme.spacingXs
        spacing: Theme.spacingS

        AppButton {
            visible: !root.inUse && root.problem === ""
            text: qsTr("Use this one")
            onClicked: root.runtimes.use(root.index)
        }
        AppButton {
            visible: root.problem === "" && !root.testing
            icon.name: "measure"
            text: qsTr("Test it")
            enabled: !root.runtimes.testing
            onClicked: root.runtimes.test(root.index)
        }
        AppButton {
            visible: root.testing
            kind: AppButton.Kind.Quiet
            icon.name: "stop"
            text: qsTr("Stop the test")
            onClicked: root.runtimes.cancelTest()
        }
        AppButton {
            visible: root.updatable
            kind: AppButton.Kind.Quiet
            icon.name: "download"
            text: qsTr("Update")
            enabled: !root.runtimes.installing
            onClicked: root.runtimes.update(root.index)
        }
        AppButton {
            visible: root.managed
            kind: AppButton.Kind.Quiet
            icon.name: "trash"
            text: qsTr("Remove…")
            onClicked: root.removalRequested(root.index, root.title)
        }
    }
}
