// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Hub

/// What is looked for, on which shelf, in which order.
ColumnLayout {
    id: root

    required property ExploreController explore
    /// The filter column is folded away behind a button.
    required property bool filtersFolded

    signal filtersRequested
    signal downRequested
    /// Enter was pressed on what may name a repository.
    signal referenceEntered(string text)

    function focusSearch(): void {
        search.forceActiveFocus(Qt.ShortcutFocusReason);
        search.selectAll();
    }

    readonly property bool robots: explore.shelf === ExploreController.Robotics

    spacing: Theme.spacingM

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingM

        AppTextField {
            id: search

            Keys.onDownPressed: root.downRequested()
            Layout.fillWidth: true
            Layout.maximumWidth: 640
            clearable: true
            label: qsTr("Search")
            leadingIcon: "search"
            objectName: "search"
            placeholderText: root.robots ? qsTr("Search robotics") : qsTr("Search models, datasets and apps")
            text: root.explore.text
            onAccepted: root.referenceEntered(text)
            onTextChanged: root.explore.text = text
        }

        BusyRing {
            Accessible.name: qsTr("Searching")
            running: visible
            visible: root.explore.busy
        }

        Item { Layout.fillWidth: true }

        AppComboBox {
            label: qsTr("Hub")
            model: root.explore.endpointNames
            currentIndex: root.explore.endpointIndex
            visible: root.explore.endpointNames.length > 1
            onActivated: index => root.explore.endpointIndex = index
        }

        AppButton {
            icon.name: "filter"
            objectName: "filtersButton"
            text: root.explore.filterCount > 0 ? qsTr("Filters (%1)").arg(root.explore.filterCount) : qsTr("Filters")
            visible: root.filtersFolded
            onClicked: root.filtersRequested()
        }

        AppComboBox {
            label: qsTr("Order")
            model: root.explore.orderNames
            currentIndex: root.explore.orderIndex
            onActivated: index => root.explore.orderIndex = index
        }
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingM

        SegmentedControl {
            currentIndex: root.explore.shelf
            icons: ["model", "dataset", "robot", "grid"]
            label: qsTr("Shelf")
            objectName: "shelves"
            options: [qsTr("Models"), qsTr("Datasets"), qsTr("Robotics"), qsTr("Apps")]
            onActivated: index => root.explore.shelf = index
        }

        Item { Layout.fillWidth: true }

        AppText {
            kind: AppText.Kind.Label
            objectName: "total"
            text: root.explore.totalText
            tone: AppText.Tone.Quiet
            visible: root.explore.state === ExploreController.Results
        }
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spacingS
        visible: root.robots

        Repeater {
            model: [qsTr("Policies"), qsTr("Recordings"), qsTr("Robot descriptions"), qsTr("Reachy Mini apps")]

            Chip {
                required property int index
                required property string modelData

                checkable: true
                checked: root.explore.robotShelf === index
                text: modelData
                onClicked: {
                    root.explore.robotShelf = index;
                    checked = Qt.binding(() => root.explore.robotShelf === index);
                }
            }
        }
    }
}
