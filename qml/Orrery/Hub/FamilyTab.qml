// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Theme
import Orrery.Controls
import Orrery.Hub

/// What the model was made from, and what was made from it.
ListView {
    id: root

    required property RepositoryController repository
    readonly property bool wanted: visible && repository.state === RepositoryController.Ready && !repository.busy

    function openRow(row: int): void {
        const name = repository.family.members.value(row, "name");
        if (name)
            repository.open("model", name, "");
    }

    Accessible.name: qsTr("Family")
    Accessible.role: Accessible.List
    Keys.onEnterPressed: openRow(currentIndex)
    Keys.onReturnPressed: openRow(currentIndex)
    activeFocusOnTab: true
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    currentIndex: -1
    keyNavigationEnabled: true
    model: repository.family.members
    section.property: "group"
    spacing: Theme.spacingXs
    Component.onCompleted: if (wanted) repository.loadFamily()
    onWantedChanged: if (wanted) repository.loadFamily()
    onActiveFocusChanged: if (activeFocus && currentIndex < 0) currentIndex = 0

    T.ScrollBar.vertical: AppScrollBar {}

    section.delegate: AppText {
        required property string section

        Accessible.name: section
        Accessible.role: Accessible.Heading
        height: implicitHeight + Theme.spacingL
        strong: true
        text: section
        verticalAlignment: Text.AlignBottom
        bottomPadding: Theme.spacingXs
        width: ListView.view.width
    }

    // Not declared Bound: Qt 6.4 then refuses to make the footer.
    // qmllint disable unqualified
    delegate: FamilyRow {
        width: ListView.view.width
        current: ListView.isCurrentItem && ListView.view.activeFocus
        onOpened: root.openRow(index)
    }

    footer: Item {
        height: root.repository.family.busy ? 48 : 0
        visible: root.repository.family.busy
        width: root.width

        Row {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.spacingS

            BusyRing { anchors.verticalCenter: parent.verticalCenter }
            AppText { kind: AppText.Kind.Label; text: qsTr("Asking the Hub for more of the family"); tone: AppText.Tone.Quiet }
        }
    }

    // qmllint enable unqualified

    NothingHere {
        text: root.count === 0 && root.repository.family.complete ? qsTr("Its card names no model it was made from, and none made from it is known.") : ""
    }
}
