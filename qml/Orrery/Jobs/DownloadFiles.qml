// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// The files of one download, a line each.
Column {
    id: root

    required property var files
    readonly property int most: 12

    spacing: Theme.spacingXs

    Repeater {
        model: root.files.slice(0, root.most)

        RowLayout {
            id: file
            required property var modelData

            width: root.width
            spacing: Theme.spacingM

            AppText {
                Layout.fillWidth: true
                text: file.modelData.path
                kind: AppText.Kind.Caption
                mono: true
                elide: Text.ElideMiddle
            }
            AppText {
                text: qsTr("%1 of %2").arg(Math.floor(file.modelData.progress * 100) + " %").arg(file.modelData.sizeText)
                kind: AppText.Kind.Caption
                tone: AppText.Tone.Quiet
            }
        }
    }
    AppText {
        visible: root.files.length > root.most
        text: qsTr("and %n more", "", root.files.length - root.most)
        kind: AppText.Kind.Caption
        tone: AppText.Tone.Quiet
    }
}
