// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Compare
import Orrery.Controls
import Orrery.Theme

/// The one prompt for all columns, and how they are to answer it.
ColumnLayout {
    id: root

    required property CompareController compare

    property bool systemShown: compare.system !== ""
    readonly property bool ready: compare.columns.count > 0 && !compare.running && !composer.blank

    function ask(): void {
        if (ready)
            compare.ask();
    }

    function takeFocus(): void {
        composer.forceActiveFocus(Qt.OtherFocusReason);
    }

    spacing: Theme.spacingS

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingS
        visible: root.systemShown

        AppTextField {
            Layout.fillWidth: true
            label: qsTr("System prompt")
            placeholderText: qsTr("What all models are told before the prompt")
            text: root.compare.system
            onTextEdited: root.compare.system = text
        }
        IconButton {
            icon.name: "close"
            text: qsTr("Without a system prompt")
            onClicked: {
                root.compare.system = "";
                root.systemShown = false;
            }
        }
    }
    Flow {
        Layout.fillWidth: true
        spacing: Theme.spacingM

        SegmentedControl {
            currentIndex: root.compare.atOnce ? 1 : 0
            enabled: !root.compare.running
            label: qsTr("When they answer")
            options: [qsTr("In turn"), qsTr("At once")]
            onActivated: index => root.compare.atOnce = index === 1
        }
        AppSwitch {
            checked: root.compare.blind
            enabled: !root.compare.running
            text: qsTr("Blind")
            onToggled: root.compare.blind = checked

            HoverHandler {
                id: overBlind
            }
            AppToolTip {
                text: qsTr("Names stay hidden and the order is mixed until you have voted.")
                visible: overBlind.hovered
            }
        }
        AppButton {
            icon.name: "plus"
            kind: AppButton.Kind.Quiet
            text: qsTr("System prompt")
            visible: !root.systemShown
            onClicked: root.systemShown = true
        }
    }
    Composer {
        id: composer

        Layout.fillWidth: true
        label: qsTr("Prompt for all")
        placeholderText: root.compare.columns.count > 1 ? qsTr("Ask all of them the same thing") : qsTr("Add another model, then ask both the same thing")
        text: root.compare.prompt
        onSubmitted: root.ask()
        onTextChanged: root.compare.prompt = text

        AppButton {
            icon.name: "stop"
            text: qsTr("Stop all")
            visible: root.compare.running
            onClicked: root.compare.stop()
        }
        AppButton {
            enabled: root.ready
            icon.name: "send"
            kind: AppButton.Kind.Primary
            text: qsTr("Ask")
            visible: !root.compare.running
            onClicked: root.ask()
        }
    }
}
