// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Scene3D
import Orrery.Robot

/// What to save of the stage: a picture of the robot as it stands, or a film of a gesture or a recording.
AppDialog {
    id: root

    required property ExportController exporter
    required property RobotController robot
    property Stage stage: null

    property int kind: 0 // 0 picture, 1 film
    property int times: 1
    property bool transparent: false
    property int source: 0 // of a film: the gesture, or after all gestures a recording
    property string take
    /// The recording that is open; empty for none.
    property string openTake: ""
    property int rate: 1
    property int resolution: 1

    readonly property var rates: [24, 30, 60]
    readonly property list<size> filmSizes: [Qt.size(1280, 720), Qt.size(1920, 1080), Qt.size(3840, 2160)]
    readonly property size stageSize: stage ? Qt.size(stage.width, stage.height) : Qt.size(1280, 720)
    readonly property size wantedSize: kind === 1 ? filmSizes[resolution]
        : Qt.size(Math.round(stageSize.width * times), Math.round(stageSize.height * times))
    readonly property string theme: Theme.contrast ? "contrast" : Theme.palette.dark ? "dark" : "light"
    readonly property bool fromTake: kind === 1 && source >= robot.gestureIds.length

    function save(): void {
        const file = where.place;
        const camera = stage ? stage.orbit : null;
        if (kind === 0)
            exporter.savePicture(file, wantedSize, transparent, theme, camera);
        else if (fromTake)
            exporter.filmTake(take, file, wantedSize, rates[rate], theme, camera);
        else
            exporter.filmGesture(robot.gestureIds[source], file, wantedSize, rates[rate], theme, camera);
    }

    title: qsTr("Save a picture or a film")
    acceptText: kind === 0 ? qsTr("Save the picture") : qsTr("Make the film")
    acceptIcon: "download"
    acceptable: where.usable && (!fromTake || take !== "")
    onAboutToShow: {
        where.suggest();
        if (openTake !== "")
            take = openTake;
    }
    onAccepted: save()

    SegmentedControl {
        Layout.fillWidth: true
        label: qsTr("What to save")
        options: [qsTr("Picture"), qsTr("Film")]
        currentIndex: root.kind
        onActivated: index => root.kind = index
    }

    ColumnLayout {
        Layout.fillWidth: true
        visible: root.kind === 0
        spacing: Theme.spacingM

        SegmentedControl {
            Layout.fillWidth: true
            label: qsTr("Size")
            options: ["1\u00d7", "2\u00d7", "3\u00d7", "4\u00d7"]
            currentIndex: root.times - 1
            onActivated: index => root.times = index + 1
        }
        FormRow {
            title: qsTr("Transparent background")
            text: qsTr("Only the robot, without floor and shadow.")

            AppSwitch {
                Accessible.name: qsTr("Transparent background")
                checked: root.transparent
                onToggled: root.transparent = checked
            }
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        visible: root.kind === 1
        spacing: Theme.spacingM

        AppComboBox {
            Layout.fillWidth: true
            Accessible.name: qsTr("What to film")
            model: root.gestureTitles.concat([qsTr("A recording from a file")])
            currentIndex: Math.min(root.source, count - 1)
            onActivated: index => root.source = index
        }
        RowLayout {
            Layout.fillWidth: true
            visible: root.fromTake

            AppText {
                Layout.fillWidth: true
                elide: Text.ElideMiddle
                tone: AppText.Tone.Quiet
                text: root.take === "" ? qsTr("No recording chosen") : root.take.split("/").pop()
            }
            AppButton {
                icon.name: "folder-open"
                text: qsTr("Choose")
                onClicked: takeFile.open()
            }
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingS

            SegmentedControl {
                Layout.fillWidth: true
                label: qsTr("Size")
                options: ["720p", "1080p", "4K"]
                currentIndex: root.resolution
                onActivated: index => root.resolution = index
            }
            SegmentedControl {
                Layout.fillWidth: true
                label: qsTr("Pictures a second")
                options: root.rates.map(rate => qsTr("%1/s").arg(rate))
                currentIndex: root.rate
                onActivated: index => root.rate = index
            }
        }
        AppText {
            Layout.fillWidth: true
            visible: !root.exporter.videoPossible
            kind: AppText.Kind.Label
            tone: AppText.Tone.Caution
            wrapMode: Text.WordWrap
            text: qsTr("ffmpeg is not installed, so the film becomes a folder of numbered pictures. With the package ffmpeg it can be a video.")
        }
    }

    FormRow {
        title: qsTr("As on the stage")
        text: root.kind === 0 ? qsTr("With all that is drawn over the robot, the cut, parts apart, ghosts, forces and the tape.")
            : qsTr("With all that is drawn over the robot, the cut, parts apart and the tape. Ghosts and forces belong to one moment, so a film leaves them out.")

        AppSwitch {
            objectName: "asOnStageSwitch"
            Accessible.name: qsTr("As on the stage")
            checked: root.exporter.asOnStage
            onToggled: root.exporter.asOnStage = checked
        }
    }

    SavePlace {
        id: where

        Layout.fillWidth: true
        exporter: root.exporter
        kind: root.kind === 0 ? SavePlace.Kind.Picture : root.exporter.videoPossible ? SavePlace.Kind.Video : SavePlace.Kind.Folder
    }

    AppText {
        Layout.fillWidth: true
        kind: AppText.Kind.Label
        tone: AppText.Tone.Quiet
        text: qsTr("%1 by %2 pixels, seen from where you look now.").arg(root.wantedSize.width).arg(root.wantedSize.height)
        wrapMode: Text.WordWrap
    }

    function titlesOf(ids: var): var {
        return ids.map(id => robot.gestures.titleOf(id));
    }

    readonly property var gestureTitles: titlesOf(robot.gestureIds)

    FileDialog {
        id: takeFile

        title: qsTr("Choose a recording")
        nameFilters: [qsTr("Recordings (*.mcap)"), qsTr("All files (*)")]
        onAccepted: root.take = root.exporter.pathOf(selectedFile)
    }
}
