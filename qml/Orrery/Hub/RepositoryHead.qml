// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Hub
import "parts.js" as Parts

/// Who and what: title, publisher, judgements, and what one can do.
ColumnLayout {
    id: root

    required property RepositoryController repository
    readonly property repositoryHeader header: repository.header
    readonly property int best: repository.recommended
    readonly property bool bestHere: repository.recommendedHere

    signal urlRequested(url address)
    signal licenceRequested
    signal variantsRequested

    function takeFocus(): void {
        backButton.forceActiveFocus(Qt.OtherFocusReason);
    }

    spacing: Theme.spacingM

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingM

        IconButton {
            id: backButton

            icon.name: "chevron-left"
            objectName: "back"
            shortcutText: qsTr("Esc")
            text: qsTr("Back")
            onClicked: root.repository.back()
        }

        Monogram {
            letters: root.header.monogram
            size: 48
            tint: root.header.tint
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            AppText {
                Accessible.name: text
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                kind: AppText.Kind.Title
                objectName: "title"
                text: root.header.title
            }

            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Label
                text: Parts.join([root.header.publisher, root.header.country, root.header.kindText], " · ")
                tone: AppText.Tone.Quiet
            }
        }

        BusyRing {
            visible: root.repository.busy && root.repository.state === RepositoryController.Ready
        }

        IconButton {
            checkable: true
            checked: root.header.favourite
            icon.name: "star"
            text: root.header.favourite ? qsTr("No longer a favourite") : qsTr("Make it a favourite")
            visible: root.repository.state === RepositoryController.Ready
            onClicked: {
                root.repository.toggleFavourite();
                checked = Qt.binding(() => root.header.favourite);
            }
        }

        IconButton {
            icon.name: "open-external"
            text: qsTr("Open its page on the Hub in a browser")
            onClicked: root.urlRequested(root.header.webUrl)
        }

        AppButton {
            icon.name: root.bestHere ? "chat" : "download"
            kind: AppButton.Kind.Primary
            objectName: "mainAction"
            text: root.bestHere ? qsTr("Try it")
                : root.best >= 0 ? qsTr("Download %1").arg(root.repository.variants.value(root.best, "sizeText"))
                : qsTr("Download")
            visible: root.repository.state === RepositoryController.Ready && root.repository.hasPage && root.header.kind !== "space"
                && root.repository.robotUse !== RepositoryController.RobotDescription
            onClicked: {
                if (root.bestHere)
                    root.repository.tryVariant(root.best);
                else if (root.best >= 0)
                    root.repository.downloadVariant(root.best);
                else if (root.repository.variants.count > 1)
                    root.variantsRequested();
                else
                    root.repository.downloadAll();
            }
        }

        AppButton {
            icon.name: "robot"
            kind: AppButton.Kind.Primary
            objectName: "useRobot"
            text: qsTr("Use this robot")
            visible: root.repository.robotUse === RepositoryController.RobotDescription
            onClicked: root.repository.useRobot()
        }
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spacingS
        visible: root.repository.state === RepositoryController.Ready

        FactChip { iconName: root.repository.licence.classIcon; mood: root.repository.licence.classMood; text: root.repository.licence.classText }
        FactChip { iconName: root.header.fitIcon; mood: root.header.fitMood; text: root.header.fitText }
        FactChip { iconName: "library"; text: root.header.installed ? qsTr("On this disk") : "" }
        FactChip { iconName: "lock"; mood: "caution"; text: root.header.gated ? qsTr("Access on request") : "" }
        FactChip { iconName: "clock"; text: root.header.seenText }
    }
}
