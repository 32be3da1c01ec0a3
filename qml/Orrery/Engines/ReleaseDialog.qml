// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Engines

/// Asks an address which engines it offers, and installs one of them.
AppDialog {
    id: root

    required property RuntimesController runtimes
    required property string address

    signal addressEdited(string address)

    title: qsTr("Engines from a release address")
    text: qsTr("An address that lists a release of llama.cpp in the way GitHub's API does. What it offers is checked by size and hash before it is unpacked.")
    acceptText: qsTr("Install")
    acceptable: choice.currentIndex >= 0 && root.runtimes.assets.length > 0
    onAboutToShow: field.text = address
    onOpened: field.forceActiveFocus(Qt.TabFocusReason)
    onAccepted: root.runtimes.installAsset(choice.currentIndex)

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingS

        AppTextField {
            id: field
            Layout.fillWidth: true
            label: qsTr("Release address")
            placeholderText: qsTr("https://…/releases/latest")
            inputMethodHints: Qt.ImhUrlCharactersOnly
            onAccepted: ask.clicked()
        }
        AppButton {
            id: ask
            text: qsTr("Look")
            busy: root.runtimes.asking
            enabled: field.text.trim() !== ""
            onClicked: {
                root.addressEdited(field.text.trim());
                root.runtimes.askRelease(field.text);
            }
        }
    }
    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        text: root.runtimes.releaseText
        kind: AppText.Kind.Label
        tone: root.runtimes.assets.length > 0 ? AppText.Tone.Quiet : AppText.Tone.Danger
        wrapMode: Text.Wrap
    }
    AppComboBox {
        id: choice
        Layout.fillWidth: true
        visible: root.runtimes.assets.length > 0
        label: qsTr("Which one")
        model: root.runtimes.assets
    }
}
