// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Orrery.Theme
import Orrery.Scene3D
import Orrery.Hub
import Orrery.Jobs
import Orrery.Library
import Orrery.Chat
import Orrery.Compare
import Orrery.Engines
import Orrery.Measure
import Orrery.Models
import Orrery.Robot
import Orrery.Stop
import Orrery.Settings
import Orrery.Telemetry

/// The window: rail, page, status strip, and the one stage that lives below the pages and moves to wherever the present page wants it.
ApplicationWindow {
    id: window

    required property AppSettings settings
    required property RobotController robot
    required property SafetyController safety
    required property StopDesk stopDesk
    required property RobotScene scene
    /// All robots; robot, scene and the rest of what has to do with them are the active one's.
    required property StageRobots stageRobots
    required property PoseController poses
    required property DragController drag
    required property TelemetryController telemetry
    required property RobotFiles robotFiles
    required property RobotFigures robotFigures
    required property SimulationController simulation
    required property ExportController exporter
    required property ChatController chat
    required property CompareController compare
    required property MeasureController measure
    required property RuntimesController runtimes
    required property LoadedModels loaded
    required property ServerAccounts servers
    required property ServingController serving
    required property LocalModels models
    required property ModelInspector inspector
    required property ModelInspector chosenModel
    required property ExploreController explore
    required property RepositoryController repository
    required property LibraryController library
    required property DownloadsModel downloads
    required property HubAccounts accounts
    required property RenderQuality quality
    /// The environment says so, whatever the settings are.
    required property bool offlineForced
    /// A run for pictures: nothing moves by itself.
    required property bool unattended

    /// Before the first picture: the robot is not kept waiting for what stands beside it.
    property bool starting: true

    /// The one stage, below the pages.
    readonly property alias stage: stage

    property string page: "home"
    /// Which of Try's pages: one of trySections.
    property string trySection: "chat"
    readonly property list<string> trySections: ["chat", "compare", "measure", "engines"]

    readonly property var pageTitles: ({
        "home": qsTr("Home"), "explore": qsTr("Explore"), "library": qsTr("Library"), "try": qsTr("Try"), "robot": qsTr("Robot"), "settings": qsTr("Settings")
    })

    /// @param name a page, or one of Try's.
    function showPage(name: string) {
        if (trySections.includes(name))
            trySection = name;
        const wanted = trySections.includes(name) ? "try" : name;
        if (!(wanted in pageTitles))
            return;
        page = wanted;
        settings.lastPage = wanted;
    }

    function showRepository(kind: string, repo: string) {
        if (repo !== "")
            repository.open(kind, repo);
        showPage("explore");
    }

    function tryModel(file: url) {
        models.addFile(file);
        chat.openModel(file);
        showPage("chat");
    }

    function showRobot(file: url) {
        robot.open(file);
        showPage("robot");
    }

    function openFile(file: url) {
        if (String(file).toLowerCase().endsWith(".gguf"))
            tryModel(file);
        else
            showRobot(file);
    }

    function askForRobot() { openDialogs.made().openRobot() }
    function askForRobotBeside() { openDialogs.made().openRobotBeside() }
    function askForModel() { openDialogs.made().openModel() }
    function askForMeshFolder() { openDialogs.made().openMeshFolder() }

    onAfterAnimating: starting = false

    width: 1280
    height: 800
    Component.onCompleted: {
        if (trySections.includes(page) || !(page in pageTitles)) {
            const wanted = page;
            page = "home";
            showPage(wanted);
        }
    }
    title: pageTitles[page] === undefined ? "Orrery" : qsTr("%1 - Orrery").arg(pageTitles[page])
    minimumWidth: 1024
    minimumHeight: 640
    color: Theme.palette.base

    SystemPalette { id: desktop }
    Binding { target: Theme; property: "systemDark"; value: desktop.window.hslLightness < 0.5 }
    Binding { target: Theme; property: "mode"; value: window.settings.themeMode }
    Binding { target: Theme; property: "textScale"; value: window.settings.textScale }
    Binding { target: Theme; property: "reducedMotion"; value: window.settings.reducedMotion }
    Binding { target: window.poses; property: "reducedMotion"; value: window.settings.reducedMotion }
    Binding { target: window.poses; property: "stage"; value: stage }

    Item {
        id: content
        anchors { left: rail.right; right: parent.right; top: parent.top; bottom: strip.top }

        Stage {
            id: stage

            readonly property StagePage shownPage: window.page === "home" ? homePage.item as StagePage
                                                 : window.page === "robot" ? robotPage.item as StagePage : null
            // Until its page is there, where that page will want it.
            readonly property rect place: shownPage ? shownPage.stageArea
                : window.page === "robot" ? Qt.rect(0, 0, content.width - Theme.inspectorWidth(content.width), content.height)
                : Qt.rect(0, 0, 0, 0)

            visible: place.width > 0 && place.height > 0
            x: place.x
            y: place.y
            width: place.width
            height: place.height
            scene: window.scene
            robots: window.stageRobots
            quality: window.quality
            onLinkClicked: link => {
                if (window.page === "robot")
                    window.robot.parts.picked = link;
            }
        }

        PageHost {
            id: homePage
            shown: window.page === "home"
            file: "HomeArea.qml"
            properties: ({ shell: window })
        }
        PageHost {
            shown: window.page === "explore"
            file: "ExploreArea.qml"
            properties: ({ shell: window })
        }
        PageHost {
            shown: window.page === "library"
            file: "LibraryArea.qml"
            properties: ({ shell: window })
        }
        PageHost {
            shown: window.page === "try"
            file: "TryArea.qml"
            properties: ({ shell: window })
        }
        PageHost {
            id: robotPage
            shown: window.page === "robot"
            asynchronous: window.starting
            file: "RobotArea.qml"
            properties: ({ shell: window })
        }
        PageHost {
            shown: window.page === "settings"
            file: "SettingsArea.qml"
            properties: ({ shell: window })
        }
        Binding {
            property: "pickedLink"
            target: window.scene
            value: window.page === "robot" ? window.robot.parts.picked : -1
        }
    }

    NavigationRail {
        id: rail
        anchors { left: parent.left; top: parent.top; bottom: strip.top }
        page: window.page
        onPageRequested: (name) => window.showPage(name)
    }

    StatusStrip {
        id: strip
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        settings: window.settings
        offlineForced: window.offlineForced
        robot: window.robot
        stopDesk: window.stopDesk
        stopShown: window.page !== "robot"
        chat: window.chat
        downloads: window.downloads
        onPageRequested: (name) => window.showPage(name)
        onDownloadsRequested: downloadsPanel.made().open()
    }

    LateItem {
        id: downloadsPanel
        file: "DownloadsArea.qml"
        properties: ({ shell: window })
    }
    LateItem {
        id: openDialogs
        file: "OpenDialogs.qml"
        properties: ({ shell: window })
    }

    Connections {
        target: window.repository
        function onTryRequested(file: url): void { window.tryModel(file) }
        function onRobotRequested(file: url): void { window.showRobot(file) }
    }

    DropTarget {
        onFileDropped: (file) => window.openFile(file)
    }

    Shortcut { sequences: ["Ctrl+1"]; onActivated: window.showPage("home") }
    Shortcut { sequences: ["Ctrl+2"]; onActivated: window.showPage("explore") }
    Shortcut { sequences: ["Ctrl+3"]; onActivated: window.showPage("library") }
    Shortcut { sequences: ["Ctrl+4"]; onActivated: window.showPage("try") }
    Shortcut { sequences: ["Ctrl+5"]; onActivated: window.showPage("robot") }
    Shortcut { sequences: ["Ctrl+,", "Ctrl+6"]; onActivated: window.showPage("settings") }
    Shortcut { sequences: ["Ctrl+J"]; onActivated: downloadsPanel.made().open() }
    Shortcut { sequences: ["Ctrl+O"]; onActivated: window.page === "try" ? window.askForModel() : window.askForRobot() }
    Shortcut { sequences: ["Ctrl+Q"]; onActivated: window.close() }
    Shortcut { sequences: ["Ctrl+."]; onActivated: window.stopDesk.press() }
}
