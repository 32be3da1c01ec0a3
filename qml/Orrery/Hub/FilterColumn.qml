// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Hub

/// Everything one can filter by, one list below the other.
ScrollPane {
    id: root

    required property ExploreController explore

    Accessible.name: qsTr("Filters")
    Accessible.role: Accessible.Pane
    barSpace: Theme.spacingL
    contentSpacing: Theme.spacingL

    RowLayout {
        Layout.fillWidth: true

        AppText {
            Layout.fillWidth: true
            Layout.minimumHeight: Theme.targetSize
            strong: true
            text: qsTr("Filters")
        }

        AppButton {
            font.pixelSize: Theme.labelSize
            kind: AppButton.Kind.Quiet
            objectName: "clearFilters"
            text: qsTr("Clear filters")
            visible: root.explore.filterCount > 0
            onClicked: root.explore.clearFilters()
        }
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spacingS

        Chip {
            checkable: true
            checked: root.explore.installedOnly
            icon.name: "library"
            text: qsTr("On this disk")
            onToggled: root.explore.installedOnly = checked
        }

        Chip {
            checkable: true
            checked: root.explore.favouritesOnly
            icon.name: "star"
            text: qsTr("Favourites")
            onToggled: root.explore.favouritesOnly = checked
        }
    }

    Repeater {
        model: root.explore.facets

        FacetList {
            required property FacetModel modelData

            Layout.fillWidth: true
            facet: modelData
        }
    }
}
