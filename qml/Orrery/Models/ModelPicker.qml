// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme
import Orrery.Controls
import Orrery.Models

/// Which model is to be used: those on this disk and those of servers, with what is known of the one looked at. Typing searches, arrow
/// keys go through the list, Enter takes. With `several`, Space ticks.
AppDialog {
    id: root

    required property LocalModels models
    required property ModelInspector inspector
    property bool several: false
    /// For what can be done only with a file of this disk.
    property bool filesOnly: false
    property int mostModels: 4

    signal picked(file: url)
    signal serverPicked(server: string, model: string)
    signal browseRequested
    signal exploreRequested

    /// Keys of the ticked, in the order of ticking.
    property list<string> taken: []
    property string selectedKey: ""
    readonly property int selectedRow: selectedKey === "" || filter.count === 0 ? -1 : filter.rowOf(selectedKey)
    readonly property bool wide: width >= 800
    readonly property bool selectedServer: selectedRow >= 0 && filter.value(selectedRow, "kind") === "server"

    function select(key: string): void {
        selectedKey = key;
        const row = filter.rowOf(key);
        list.currentIndex = row;
        inspector.inspect(row >= 0 && filter.value(row, "kind") === "file" ? filter.value(row, "file") : "");
    }

    function selectRow(row: int): void {
        if (row >= 0 && row < filter.count)
            select(filter.value(row, "key"));
    }

    function toggle(key: string): void {
        const at = taken.indexOf(key);
        if (at >= 0)
            taken = Array.from(taken).filter(other => other !== key);
        else if (usable(key) && taken.length < mostModels)
            taken = [...taken, key];
    }

    function usable(key: string): bool {
        const row = filter.rowOf(key);
        return row >= 0 && filter.value(row, "runs") === true;
    }

    function tell(key: string): void {
        const row = every.rowOf(key);
        if (row < 0)
            return;
        if (every.value(row, "kind") === "server")
            root.serverPicked(every.value(row, "server"), every.value(row, "model"));
        else
            root.picked(every.value(row, "file"));
    }

    function take(key: string): void {
        if (several && !taken.includes(key))
            toggle(key);
        else if (!several)
            select(key);
        if (acceptable)
            accept();
    }

    acceptIcon: several ? "" : "check"
    acceptText: several ? qsTr("Use %n models", "", taken.length) : qsTr("Use this model")
    acceptable: several ? taken.length > 0 : selectedRow >= 0 && filter.value(selectedRow, "runs") === true
    height: Math.min(720, parent ? parent.height - 2 * Theme.spacingXl : 720)
    title: several ? qsTr("Choose models") : qsTr("Choose a model")
    width: Math.min(1040, parent ? parent.width - 2 * Theme.spacingXl : 1040)

    onAboutToShow: {
        taken = [];
        search.text = "";
        filter.text = "";
        if (selectedRow < 0)
            selectRow(0);
        else
            select(selectedKey);
    }
    onOpened: search.forceActiveFocus(Qt.PopupFocusReason)
    onAccepted: {
        for (const key of several ? taken : [selectedKey])
            tell(key);
    }

    LocalModelsFilter {
        id: filter

        filesOnly: root.filesOnly
        models: root.models
        onCountChanged: if (root.opened && root.selectedRow < 0) root.selectRow(0)
    }
    LocalModelsFilter {
        id: every

        models: root.models
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingS

        AppTextField {
            id: search

            Keys.onDownPressed: {
                list.forceActiveFocus(Qt.TabFocusReason);
                if (list.currentIndex < 0)
                    root.selectRow(0);
            }
            Layout.fillWidth: true
            clearable: true
            label: qsTr("Search models")
            leadingIcon: "search"
            objectName: "search"
            placeholderText: qsTr("Search by name, quantisation, licence")
            onAccepted: if (root.selectedRow >= 0) root.take(root.selectedKey)
            onTextChanged: {
                filter.text = text;
                if (root.selectedRow < 0)
                    root.selectRow(0);
                else
                    list.currentIndex = root.selectedRow;
            }
        }
        AppButton {
            icon.name: "folder-open"
            objectName: "browse"
            text: qsTr("Open a file…")
            onClicked: {
                root.close();
                root.browseRequested();
            }
        }
        AppButton {
            icon.name: "explore"
            objectName: "explore"
            text: qsTr("Find a model")
            onClicked: {
                root.close();
                root.exploreRequested();
            }
        }
    }

    RowLayout {
        Layout.fillHeight: true
        Layout.fillWidth: true
        spacing: Theme.spacingL
        visible: root.models.count > 0

        ListView {
            id: list

            Accessible.name: qsTr("Models")
            Accessible.role: Accessible.List
            Keys.onReturnPressed: if (root.selectedRow >= 0) root.take(root.selectedKey)
            Keys.onEnterPressed: if (root.selectedRow >= 0) root.take(root.selectedKey)
            Keys.onSpacePressed: if (root.several && root.selectedRow >= 0) root.toggle(root.selectedKey)
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            currentIndex: -1
            highlightMoveDuration: Theme.hoverDuration
            keyNavigationEnabled: true
            model: filter
            objectName: "models"
            reuseItems: true
            spacing: Theme.spacingXs

            T.ScrollBar.vertical: AppScrollBar {}

            delegate: ModelPickerRow {
                focused: ListView.isCurrentItem && list.activeFocus
                selected: key === root.selectedKey
                several: root.several
                taken: root.several && root.taken.includes(key)
                width: list.width - Theme.spacingM
                onActivated: root.take(key)
                onChosen: {
                    list.forceActiveFocus(Qt.MouseFocusReason);
                    if (root.several)
                        root.toggle(key);
                    root.select(key);
                }
            }
            onCurrentIndexChanged: if (activeFocus) root.selectRow(currentIndex)

            AppText {
                anchors.centerIn: parent
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Nothing matches “%1”.").arg(search.text)
                tone: AppText.Tone.Quiet
                visible: list.count === 0
                width: Math.min(implicitWidth, parent.width)
            }
        }

        Rectangle {
            Layout.fillHeight: true
            color: Theme.palette.line
            implicitWidth: Theme.lineWidth
            visible: root.wide && list.count > 0
        }

        ModelFacts {
            id: facts

            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            inspector: root.inspector
            visible: root.wide && root.selectedRow >= 0 && !root.selectedServer
        }
        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            spacing: Theme.spacingM
            visible: root.wide && root.selectedServer

            AppText {
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                kind: AppText.Kind.Title
                text: root.selectedServer ? filter.value(root.selectedRow, "title") : ""
                wrapMode: Text.Wrap
            }
            AppText {
                Layout.fillWidth: true
                text: qsTr("It runs on a server of yours: what you write is sent there. How large it is and how fast it answers only that server knows.")
                tone: AppText.Tone.Quiet
                wrapMode: Text.Wrap
            }
        }
    }

    Item {
        Layout.fillHeight: true
        Layout.fillWidth: true
        visible: root.models.count === 0

        EmptyState {
            anchors.centerIn: parent
            actionIcon: "explore"
            actionText: qsTr("Find a model")
            alternativeText: qsTr("Open a file…")
            iconName: "model"
            text: qsTr("Models are files that hold what a network has learnt. Find one that fits this machine, or open a GGUF file you have.")
            title: root.models.looked ? qsTr("No models on this disk yet") : qsTr("Looking at this disk…")
            width: Math.min(parent.width, 480)
            onActionTriggered: {
                root.close();
                root.exploreRequested();
            }
            onAlternativeTriggered: {
                root.close();
                root.browseRequested();
            }
        }
    }
}
