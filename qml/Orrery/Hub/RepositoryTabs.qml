// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Hub

/// The part of the page that is looked at; each is made when first shown, and kept while the sheet is open.
Item {
    id: root

    required property RepositoryController repository
    required property string tab

    signal urlRequested(url address)

    component Tab: Loader {
        required property string name

        active: root.tab === name || item !== null
        anchors.fill: parent
        visible: root.tab === name
    }

    Tab {
        name: "card"
        sourceComponent: CardTab {
            repository: root.repository
            onUrlRequested: address => root.urlRequested(address)
        }
    }
    Tab {
        name: "files"
        sourceComponent: FilesTab { repository: root.repository }
    }
    Tab {
        name: "variants"
        sourceComponent: VariantsTab { repository: root.repository }
    }
    Tab {
        name: "licence"
        sourceComponent: LicenceTab {
            repository: root.repository
            onUrlRequested: address => root.urlRequested(address)
        }
    }
    Tab {
        name: "family"
        sourceComponent: FamilyTab { repository: root.repository }
    }
    Tab {
        name: "history"
        sourceComponent: HistoryTab { repository: root.repository }
    }
}
