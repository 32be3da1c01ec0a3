// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme
import Orrery.Controls
import Orrery.Hub

/// The copies of the model to choose from, the one to take marked with why.
ColumnLayout {
    id: root

    required property RepositoryController repository

    spacing: Theme.spacingS

    AppText {
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.readingWidth
        kind: AppText.Kind.Label
        text: qsTr("Quantisation: a smaller copy with slightly less precision. Fewer bits a weight take less memory and lose more. %1").arg(root.repository.machineText)
        tone: AppText.Tone.Quiet
        wrapMode: Text.Wrap
    }

    ListView {
        Accessible.name: qsTr("Copies")
        Accessible.role: Accessible.List
        Layout.fillHeight: true
        Layout.fillWidth: true
        Layout.rightMargin: -Theme.spacingM // the bar stands beside the rows
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: root.repository.variants
        spacing: Theme.spacingS

        T.ScrollBar.vertical: AppScrollBar {}

        delegate: VariantRow {
            exact: root.repository.exactFit
            width: ListView.view.width - Theme.spacingM
            onCheckRequested: root.repository.checkVariant(index)
            onDownloadRequested: root.repository.downloadVariant(index)
            onTryRequested: root.repository.tryVariant(index)
        }
    }
}
