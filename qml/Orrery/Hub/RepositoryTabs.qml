// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Hub

/// The part of the page that is looked at; each is made when first shown, and kept.
Item {
    id: root

    required property RepositoryController repository
    required property string tab

    signal urlRequested(url address)

    // Not declared Bound: Qt 6.4 then refuses to make the components here.
    // qmllint disable unqualified
    Loader {
        active: visible || item !== null
        anchors.fill: parent
        visible: root.tab === "card"

        sourceComponent: CardTab {
            repository: root.repository
            onUrlRequested: address => root.urlRequested(address)
        }
    }

    Loader {
        active: visible || item !== null
        anchors.fill: parent
        visible: root.tab === "files"

        sourceComponent: FilesTab { repository: root.repository }
    }

    Loader {
        active: visible || item !== null
        anchors.fill: parent
        visible: root.tab === "variants"

        sourceComponent: VariantsTab { repository: root.repository }
    }

    Loader {
        active: visible || item !== null
        anchors.fill: parent
        visible: root.tab === "licence"

        sourceComponent: LicenceTab {
            repository: root.repository
            onUrlRequested: address => root.urlRequested(address)
        }
    }

    Loader {
        active: visible || item !== null
        anchors.fill: parent
        visible: root.tab === "family"

        sourceComponent: FamilyTab { repository: root.repository }
    }

    Loader {
        active: visible || item !== null
        anchors.fill: parent
        visible: root.tab === "history"

        sourceComponent: HistoryTab { repository: root.repository }
    }
    // qmllint enable unqualified
}
