// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Engines

/// What models run on: the engines of this computer, the models that are loaded, other servers, and whether other programs may use them.
Item {
    id: root

    required property RuntimesController runtimes
    required property LoadedModels loaded
    required property ServerAccounts servers
    required property ServingController serving
    /// Where releases of the engine are asked for; empty: nowhere.
    required property string releaseAddress

    signal archiveRequested
    signal releaseAddressEdited(string address)

    readonly property bool wide: width >= 1180

    Rectangle {
        anchors.fill: parent
        color: Theme.palette.base
    }

    ScrollPane {
        anchors.fill: parent
        padding: Theme.spacingXl

        GridLayout {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: true
            Layout.maximumWidth: root.wide ? 1480 : 800
            columns: root.wide ? 2 : 1
            columnSpacing: Theme.spacingXl
            rowSpacing: Theme.spacingXl

            ColumnLayout {
                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                Layout.preferredWidth: 100
                spacing: Theme.spacingXl

                RuntimesSection {
                    Layout.fillWidth: true
                    runtimes: root.runtimes
                    onArchiveRequested: root.archiveRequested()
                    onReleaseRequested: releaseDialog.open()
                }
                LoadedSection {
                    Layout.fillWidth: true
                    loaded: root.loaded
                    onLogRequested: (row) => {
                        root.loaded.showLog(row);
                        logSheet.open();
                    }
                }
            }
            ColumnLayout {
                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                Layout.preferredWidth: 100
                spacing: Theme.spacingXl

                ServersSection {
                    Layout.fillWidth: true
                    servers: root.servers
                }
                ServingSection {
                    Layout.fillWidth: true
                    serving: root.serving
                }
            }
        }
    }

    ReleaseDialog {
        id: releaseDialog
        runtimes: root.runtimes
        address: root.releaseAddress
        onAddressEdited: (address) => root.releaseAddressEdited(address)
    }
    LogSheet {
        id: logSheet
        loaded: root.loaded
    }
}
