// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls
import Orrery.Robot

/// Where a picture or film goes: a free name is there from the beginning, and can be changed here or chosen.
ColumnLayout {
    id: root

    enum Kind { Picture, Video, Folder }

    required property ExportController exporter
    required property int kind
    property alias place: field.text
    readonly property bool taken: place !== "" && exporter.isTaken(place)
    readonly property bool usable: place !== "" && !(taken && kind === SavePlace.Kind.Folder)

    function suggest(): void {
        field.text = exporter.suggestedPlace(kind === SavePlace.Kind.Picture ? "png" : kind === SavePlace.Kind.Video ? "mp4" : "");
    }

    spacing: Theme.spacingXs
    onKindChanged: suggest()

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spacingS

        AppTextField {
            id: field

            Layout.fillWidth: true
            objectName: "savePlace"
            label: qsTr("Where to save")
            hint: notice.text
            invalid: !root.usable
        }
        AppButton {
            icon.name: "folder-open"
            text: qsTr("Choose")
            onClicked: root.kind === SavePlace.Kind.Picture ? pictureFile.open()
                : root.kind === SavePlace.Kind.Video ? videoFile.open() : picturesFolder.open()
        }
    }
    AppText {
        id: notice

        Layout.fillWidth: true
        visible: text !== ""
        kind: AppText.Kind.Label
        tone: AppText.Tone.Caution
        wrapMode: Text.Wrap
        text: root.place === "" ? qsTr("Name a file.")
            : !root.taken ? ""
            : root.usable ? qsTr("This file is there already and will be replaced.")
            : qsTr("This is there already. The pictures need a new folder.")
    }

    FileDialog {
        id: pictureFile

        title: qsTr("Save the picture")
        fileMode: FileDialog.SaveFile
        defaultSuffix: "png"
        nameFilters: [qsTr("Pictures (*.png)")]
        onAccepted: field.text = root.exporter.pathOf(selectedFile)
    }
    FileDialog {
        id: videoFile

        title: qsTr("Save the film")
        fileMode: FileDialog.SaveFile
        defaultSuffix: "mp4"
        nameFilters: [qsTr("Videos (*.mp4 *.webm)")]
        onAccepted: field.text = root.exporter.pathOf(selectedFile)
    }
    FileDialog {
        id: picturesFolder

        title: qsTr("Name a new folder for the pictures")
        fileMode: FileDialog.SaveFile
        onAccepted: field.text = root.exporter.pathOf(selectedFile)
    }
}
