// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import "parts.js" as Parts

/// A file or folder of the tree.
Item {
    id: root

    required property int index
    required property string name
    required property string path
    required property int depth
    required property bool folder
    required property bool expanded
    required property string sizeText
    required property string scanIcon
    required property string scanText
    required property string scanMood
    required property string findings
    required property bool pickle
    required property string changedText
    required property bool installed
    property bool current: false

    signal toggled
    signal downloadRequested

    Accessible.description: Parts.join([scanText, findings, pickle ? qsTr("can run code when loaded") : "", installed ? qsTr("on this disk") : ""], ", ")
    Accessible.name: qsTr("%1, %2", "file, size").arg(name).arg(sizeText)
    Accessible.role: Accessible.TreeItem
    Accessible.onPressAction: root.toggled()
    implicitHeight: Math.max(40, lines.implicitHeight + Theme.spacingS)

    Rectangle {
        anchors.fill: parent
        color: "transparent"
        radius: Theme.radiusControl

        StateLayer { hovered: hover.hovered; pressed: tap.pressed && root.folder; radius: Theme.radiusControl }
        FocusRing { anchors.margins: 1; shown: root.current }
        HoverHandler { id: hover }
        TapHandler { id: tap; onTapped: root.toggled() }
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.spacingS + root.depth * Theme.spacingXl
        anchors.rightMargin: Theme.spacingM
        spacing: Theme.spacingS

        Icon {
            color: Theme.palette.quiet
            name: root.folder ? (root.expanded ? "folder-open" : "folder") : "file"
            size: 18
        }

        ColumnLayout {
            id: lines

            Layout.fillWidth: true
            spacing: 0

            AppText {
                Layout.fillWidth: true
                elide: Text.ElideMiddle
                kind: AppText.Kind.Label
                text: root.name
            }

            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Caption
                text: root.findings !== "" ? root.findings : root.pickle ? qsTr("Can run code when loaded; Orrery never opens it") : root.changedText
                tone: root.findings !== "" || root.pickle ? AppText.Tone.Caution : AppText.Tone.Quiet
                visible: text !== ""
            }
        }

        FactChip {
            iconName: "library"
            text: root.installed ? qsTr("On this disk") : ""
        }

        FactChip {
            iconName: root.scanIcon
            mood: root.scanMood
            text: root.scanText
        }

        AppText {
            Layout.minimumWidth: 64
            horizontalAlignment: Text.AlignRight
            kind: AppText.Kind.Label
            text: root.sizeText
            tone: AppText.Tone.Quiet
        }

        IconButton {
            focusPolicy: Qt.NoFocus
            icon.name: "download"
            opacity: root.folder || root.installed ? 0 : 1
            enabled: opacity > 0
            text: qsTr("Download this file")
            onClicked: root.downloadRequested()
        }
    }
}
