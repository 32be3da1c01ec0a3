// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import Orrery.Theme
import Orrery.Controls
import Orrery.Scene3D
import Orrery.Home
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

    width: 1280
    height: 800
    Component.onCompleted: {
        const first = page;
        page = "home";
        showPage(first);
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
            readonly property rect place: shownPage ? shownPage.stageArea : Qt.rect(0, 0, 0, 0)

            visible: place.width > 0 && place.height > 0
            x: place.x
            y: place.y
            width: place.width
            height: place.height
            scene: window.scene
            quality: window.quality
            onLinkClicked: link => {
                if (window.page === "robot")
                    window.robot.parts.picked = link;
            }
        }

        // The pages' components use ids of this file. They cannot be declared Bound: Qt 6.4 then refuses to make them here.
        // qmllint disable unqualified
        PageHost {
            id: homePage
            shown: window.page === "home"
            sourceComponent: HomePage {
                active: homePage.shown && !window.unattended
                robotTitle: window.robot.title
                robotReady: window.robot.state === RobotController.Ready
                robotBusy: window.robot.playing !== "" || window.robot.moving
                robotGestures: window.robot.gestureIds
                onPageRequested: (name) => window.showPage(name)
                onOpenRobotRequested: robotDialog.open()
                onGestureRequested: (id) => window.robot.playGesture(id)
            }
        }
        PageHost {
            id: explorePage
            shown: window.page === "explore"
            sourceComponent: ExplorePage {
                active: explorePage.shown
                explore: window.explore
                repository: window.repository
                downloads: window.downloads
                onSettingsRequested: window.showPage("settings")
                onUrlRequested: (address) => Qt.openUrlExternally(address)
            }
        }
        PageHost {
            id: libraryPage
            shown: window.page === "library"
            sourceComponent: LibraryPage {
                active: libraryPage.shown
                library: window.library
                onTryRequested: (file) => window.tryModel(file)
                onRobotRequested: (file) => window.showRobot(file)
                onExploreRequested: (repo, kind) => window.showRepository(kind, repo)
            }
        }
        PageHost {
            id: tryPage
            shown: window.page === "try"
            sourceComponent: TryArea {
                chat: window.chat
                compare: window.compare
                measure: window.measure
                runtimes: window.runtimes
                loaded: window.loaded
                servers: window.servers
                serving: window.serving
                models: window.models
                inspector: window.inspector
                chosenModel: window.chosenModel
                settings: window.settings
                section: window.trySection
                Component.onCompleted: if (!window.library.looked) window.library.refresh()
                onSectionRequested: (section) => window.showPage(section)
                onExploreRequested: window.showPage("explore")
                onSettingsRequested: window.showPage("settings")
                onUrlRequested: (address) => Qt.openUrlExternally(address)
            }
        }
        PageHost {
            id: robotPage
            shown: window.page === "robot"
            sourceComponent: RobotPage {
                robot: window.robot
                safety: window.safety
                stopDesk: window.stopDesk
                poses: window.poses
                drag: window.drag
                camera: stage.orbit
                canDrag: window.quality.available
                simulation: window.simulation
                exporter: window.exporter
                stageView: stage
                loadProgress: window.scene.progress
                telemetry: window.telemetry
                timelineHeight: window.settings.timelineHeight
                onTimelineHeightChosen: (height) => window.settings.timelineHeight = height
                scene: window.scene
                files: window.robotFiles
                figures: window.robotFigures
                flat: !window.quality.available
                onMeshFolderRequested: meshFolderDialog.open()
                onOpenRobotRequested: robotDialog.open()
                onFrameRequested: stage.frame(true)
                onPointedLinkChanged: window.scene.pointedLink = pointedLink
            }
        }
        Binding {
            property: "pickedLink"
            target: window.scene
            value: window.page === "robot" ? window.robot.parts.picked : -1
        }
        PageHost {
            id: settingsPage
            shown: window.page === "settings"
            sourceComponent: SettingsPage {
                settings: window.settings
                renderer: window.quality.renderer
                engineReport: window.runtimes.inUseText + "\n" + (window.runtimes.usable ? window.runtimes.protectionText : window.runtimes.nextStep)
                accounts: window.accounts
                onEngineCheckRequested: window.runtimes.refresh()
            }
        }
        // qmllint enable unqualified
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
        onDownloadsRequested: downloadsPanel.open()
    }

    DownloadsPanel {
        id: downloadsPanel
        downloads: window.downloads
        onOpenRequested: (kind, repo) => {
            downloadsPanel.close();
            window.showRepository(kind, repo);
        }
    }

    Connections {
        target: window.repository
        function onTryRequested(file: url): void { window.tryModel(file) }
        function onRobotRequested(file: url): void { window.showRobot(file) }
    }

    DropTarget {
        onFileDropped: (file) => window.openFile(file)
    }

    FileDialog {
        id: robotDialog
        title: qsTr("Open a robot")
        nameFilters: [qsTr("Robot descriptions (*.urdf *.xacro *.sdf *.zip *.xml *.URDF)"), qsTr("All files (*)")]
        onAccepted: window.openFile(selectedFile)
    }
    FolderDialog {
        id: meshFolderDialog
        title: qsTr("Where the robot's meshes are")
        onAccepted: {
            window.settings.addRobotFolder(selectedFolder);
            window.robot.retry();
        }
    }
    FileDialog {
        id: modelDialog
        title: qsTr("Open a model")
        nameFilters: [qsTr("Models (*.gguf)"), qsTr("All files (*)")]
        onAccepted: window.tryModel(selectedFile)
    }

    Shortcut { sequences: ["Ctrl+1"]; onActivated: window.showPage("home") }
    Shortcut { sequences: ["Ctrl+2"]; onActivated: window.showPage("explore") }
    Shortcut { sequences: ["Ctrl+3"]; onActivated: window.showPage("library") }
    Shortcut { sequences: ["Ctrl+4"]; onActivated: window.showPage("try") }
    Shortcut { sequences: ["Ctrl+5"]; onActivated: window.showPage("robot") }
    Shortcut { sequences: ["Ctrl+,", "Ctrl+6"]; onActivated: window.showPage("settings") }
    Shortcut { sequences: ["Ctrl+J"]; onActivated: downloadsPanel.open() }
    Shortcut { sequences: ["Ctrl+O"]; onActivated: window.page === "try" ? modelDialog.open() : robotDialog.open() }
    Shortcut { sequences: ["Ctrl+Q"]; onActivated: window.close() }
    Shortcut { sequences: ["Ctrl+."]; onActivated: window.robot.stop() }
}
