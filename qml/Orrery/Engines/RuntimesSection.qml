// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Engines

/// The engines: which one is used, how it is sealed off, the others, and how to get one.
FormGroup {
    id: root

    required property RuntimesController runtimes

    signal archiveRequested
    signal releaseRequested

    title: qsTr("Engines")

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingM

        Icon {
            Layout.alignment: Qt.AlignTop
            name: root.runtimes.sealed ? "lock" : root.runtimes.usable ? "warning" : "error"
            color: root.runtimes.sealed ? Theme.palette.good : root.runtimes.usable ? Theme.palette.caution : Theme.palette.danger
            size: 24
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingXs

            AppText {
                Layout.fillWidth: true
                text: root.runtimes.inUseText
                strong: true
                wrapMode: Text.Wrap
            }
            AppText {
                Layout.fillWidth: true
                text: root.runtimes.usable ? root.runtimes.protectionText : root.runtimes.nextStep
                visible: text !== ""
                tone: AppText.Tone.Quiet
                wrapMode: Text.Wrap
            }
        }
        IconButton {
            Layout.alignment: Qt.AlignTop
            icon.name: "retry"
            text: qsTr("Look for engines again")
            enabled: !root.runtimes.looking
            onClicked: root.runtimes.refresh()
        }
    }

    Repeater {
        model: root.runtimes.runtimes

        RuntimeDelegate {
            runtimes: root.runtimes
            onRemovalRequested: (row, name) => {
                removal.row = row;
                removal.name = name;
                removal.open();
            }
        }
    }

    InstallProgress {
        Layout.fillWidth: true
        visible: root.runtimes.installing
        runtimes: root.runtimes
    }
    ErrorPanel {
        Layout.fillWidth: true
        visible: root.runtimes.problem !== ""
        title: qsTr("That did not work")
        text: root.runtimes.problem
        details: root.runtimes.problemDetail
        actionText: qsTr("All right")
        onActionTriggered: root.runtimes.dismissProblem()
    }
    AppText {
        Layout.fillWidth: true
        visible: text !== "" && !root.runtimes.installing
        text: root.runtimes.notice
        tone: AppText.Tone.Good
        wrapMode: Text.Wrap
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spacingS

        AppButton {
            id: installButton
            kind: root.runtimes.usable || root.runtimes.looking ? AppButton.Kind.Secondary : AppButton.Kind.Primary
            icon.name: "plus"
            text: qsTr("Install an engine")
            enabled: !root.runtimes.installing
            onClicked: installMenu.popup(installButton, 0, installButton.height)
        }
        AppButton {
            kind: AppButton.Kind.Quiet
            visible: !root.runtimes.automatic
            text: qsTr("Choose by itself again")
            onClicked: root.runtimes.useAutomatic()
        }
    }

    AppMenu {
        id: installMenu

        AppMenuItem {
            text: qsTr("From this system's packages (about 80 MB)")
            onTriggered: root.runtimes.installPackages(false)
        }
        AppMenuItem {
            text: qsTr("The same with graphics cards (about 420 MB)")
            onTriggered: root.runtimes.installPackages(true)
        }
        AppMenuSeparator {}
        AppMenuItem {
            text: qsTr("From an archive on this disk…")
            onTriggered: root.archiveRequested()
        }
        AppMenuItem {
            text: qsTr("From a release address…")
            onTriggered: root.releaseRequested()
        }
    }
    AppDialog {
        id: removal

        property int row: -1
        property string name: ""

        title: qsTr("Remove this engine?")
        text: qsTr("%1 is deleted from the disk. Models stay where they are.").arg(name)
        acceptText: qsTr("Remove")
        dangerous: true
        onAccepted: root.runtimes.remove(row)
    }
}
