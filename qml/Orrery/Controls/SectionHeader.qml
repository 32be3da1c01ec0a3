// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme

/// The name of a section, a quiet line under it if needed, and what belongs at its far end.
RowLayout {
    id: root

    required property string title
    property string text: ""
    property int kind: AppText.Kind.Title
    default property alias trailing: end.data

    spacing: Theme.spacingM

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingXs

        AppText {
            Accessible.name: text
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
            kind: root.kind
            strong: true
            text: root.title
        }

        AppText {
            Layout.fillWidth: true
            kind: AppText.Kind.Label
            text: root.text
            tone: AppText.Tone.Quiet
            visible: text !== ""
            wrapMode: Text.Wrap
        }
    }

    RowLayout {
        id: end

        Layout.alignment: Qt.AlignTop
        spacing: Theme.spacingXs
        visible: children.length > 0
    }
}
