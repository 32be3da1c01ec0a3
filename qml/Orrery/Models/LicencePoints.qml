// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// What a licence allows, asks and forbids, a line each.
ColumnLayout {
    id: root

    /// {kind: permission 0, duty 1, limit 2, not known 3; text}
    required property var points

    spacing: Theme.spacingXs

    Repeater {
        model: root.points

        RowLayout {
            id: row

            required property var modelData

            Layout.fillWidth: true
            spacing: Theme.spacingS

            Icon {
                Layout.alignment: Qt.AlignTop
                color: [Theme.palette.good, Theme.palette.quiet, Theme.palette.caution, Theme.palette.quiet][row.modelData.kind] ?? Theme.palette.quiet
                name: ["check", "edit", "warning", "info"][row.modelData.kind] ?? "info"
                size: 16
            }
            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Label
                text: row.modelData.text
                wrapMode: Text.Wrap
            }
        }
    }
}
