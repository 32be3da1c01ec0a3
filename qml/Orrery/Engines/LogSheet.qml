// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Engines

/// What one engine wrote, the newest last; follows the end unless the person scrolled away from it.
Sheet {
    id: root

    required property LoadedModels loaded

    title: qsTr("Log of %1").arg(loaded.logTitle)
    width: Math.min(860, parent ? parent.width - Theme.spacingHuge : 860)
    onClosed: loaded.hideLog()

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.spacingM

        Flickable {
            id: view

            readonly property bool atEnd: contentY >= contentHeight - height - 40

            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            contentWidth: width
            contentHeight: text.implicitHeight
            activeFocusOnTab: true

            AppText {
                id: text
                width: parent.width
                text: root.loaded.log === "" ? qsTr("Nothing yet.") : root.loaded.log
                mono: true
                kind: AppText.Kind.Caption
                wrapMode: Text.Wrap
                verticalAlignment: Text.AlignTop
                onTextChanged: if (view.atEnd) toEnd.restart()
            }
        }
        AppButton {
            icon.name: "copy"
            text: qsTr("Copy all")
            onClicked: {
                clipboard.text = root.loaded.log;
                clipboard.selectAll();
                clipboard.copy();
                clipboard.text = "";
            }
        }
    }
    Timer {
        id: toEnd
        interval: 0
        onTriggered: view.contentY = Math.max(0, view.contentHeight - view.height)
    }
    TextEdit {
        id: clipboard
        visible: false
    }
}
