// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Settings

/// What a person can choose. Everything takes effect at once.
Item {
    id: root

    required property AppSettings settings
    required property string renderer
    required property string engineReport
    required property HubAccounts accounts

    signal engineCheckRequested

    readonly property int columnWidth: 760

    Rectangle {
        anchors.fill: parent
        color: Theme.palette.base
    }

    ScrollPane {
        anchors.fill: parent
        padding: Theme.spacingXl
        contentSpacing: Theme.spacingXl

        AppText {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: true
            Layout.maximumWidth: root.columnWidth
            text: qsTr("Settings")
            kind: AppText.Kind.Heading
            Accessible.role: Accessible.Heading
        }
        AppearanceSettings {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: true
            Layout.maximumWidth: root.columnWidth
            settings: root.settings
        }
        StageSettings {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: true
            Layout.maximumWidth: root.columnWidth
            settings: root.settings
            renderer: root.renderer
        }
        RobotSettings {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: true
            Layout.maximumWidth: root.columnWidth
            settings: root.settings
        }
        EngineSettings {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: true
            Layout.maximumWidth: root.columnWidth
            settings: root.settings
            engineReport: root.engineReport
            onCheckRequested: root.engineCheckRequested()
        }
        HubSettings {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: true
            Layout.maximumWidth: root.columnWidth
            accounts: root.accounts
        }
        AboutSettings {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: true
            Layout.maximumWidth: root.columnWidth
        }
    }
}
