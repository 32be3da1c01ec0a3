// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Hub

/// The licence in plain words: what one may, must, and must not, what is not said, and how sure that is.
ScrollPane {
    id: root

    required property RepositoryController repository
    readonly property RepositoryLicence licence: repository.licence

    signal urlRequested(url address)

    function iconOf(kind: string): string {
        return ({ "allowed": "check", "duty": "info", "limit": "warning" })[kind] ?? "more";
    }

    function toneOf(kind: string): int {
        return ({ "allowed": AppText.Tone.Good, "limit": AppText.Tone.Caution })[kind] ?? AppText.Tone.Quiet;
    }

    function wordOf(kind: string): string {
        return ({ "allowed": qsTr("May"), "duty": qsTr("Must"), "limit": qsTr("Limit") })[kind] ?? qsTr("Not said");
    }

    contentSpacing: Theme.spacingM

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingM

        AppText {
            Layout.fillWidth: true
            Layout.maximumWidth: Math.ceil(implicitWidth)
            kind: AppText.Kind.Title
            text: root.licence.name
            wrapMode: Text.Wrap
        }
        FactChip {
            iconName: root.licence.classIcon
            mood: root.licence.classMood
            text: root.licence.classText
        }
        Item { Layout.fillWidth: true }
        AppButton {
            icon.name: "open-external"
            text: qsTr("Read the text")
            visible: String(root.licence.textUrl) !== ""
            onClicked: root.urlRequested(root.licence.textUrl)
        }
    }

    AppText {
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.readingWidth
        text: root.licence.note
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    Repeater {
        model: root.licence.points

        RowLayout {
            id: point

            required property string text
            required property string kind

            Accessible.name: qsTr("%1: %2", "may/must/limit, sentence").arg(root.wordOf(kind)).arg(text)
            Accessible.role: Accessible.StaticText
            Layout.fillWidth: true
            Layout.maximumWidth: Theme.readingWidth
            spacing: Theme.spacingM

            Icon {
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 2
                color: word.color
                name: root.iconOf(point.kind)
                size: 18
            }
            AppText {
                id: word

                Accessible.ignored: true
                Layout.alignment: Qt.AlignTop
                Layout.preferredWidth: Math.round(64 * Theme.textScale)
                strong: true
                text: root.wordOf(point.kind)
                tone: root.toneOf(point.kind)
                wrapMode: Text.Wrap
            }
            AppText {
                Accessible.ignored: true
                Layout.fillWidth: true
                text: point.text
                wrapMode: Text.Wrap
            }
        }
    }

    AppText {
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.readingWidth
        Layout.topMargin: Theme.spacingS
        kind: AppText.Kind.Label
        objectName: "notLegalAdvice"
        text: qsTr("%1 Cards are written by their makers and may be wrong. This is not legal advice.").arg(root.licence.certainty)
        tone: AppText.Tone.Quiet
        wrapMode: Text.Wrap
    }
}
