// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Chat
import Orrery.Controls
import Orrery.Theme

/// The end of an answer: what is awaited, what went wrong and what to do about it, who answered and how fast, and what can be done
/// with it.
FocusScope {
    id: root

    required property TranscriptRow row

    implicitHeight: column.implicitHeight + Theme.spacingS

    Column {
        id: column

        spacing: Theme.spacingS
        width: parent.width
        y: Theme.spacingS

        RowLayout {
            spacing: Theme.spacingS
            visible: root.row.open && root.row.progress !== ""

            BusyRing {
                color: Theme.palette.quiet
                running: parent.visible
            }
            AppText {
                Accessible.role: Accessible.StaticText
                Accessible.name: text
                objectName: "progress"
                text: root.row.progress
                tone: AppText.Tone.Quiet
            }
        }

        // Both are made when they are needed: a new row takes no longer than a frame.
        Loader {
            function load(): void {
                if (active && String(source) === "")
                    setSource("AnswerProblem.qml", {
                        row: root.row
                    });
            }

            active: root.row.problemTitle !== ""
            visible: active
            width: parent.width
            onActiveChanged: load()
            Component.onCompleted: load()
        }

        Loader {
            function load(): void {
                if (active && String(source) === "")
                    setSource("AnswerActions.qml", {
                        row: root.row
                    });
            }

            active: !root.row.open
            asynchronous: true
            height: Theme.targetSize
            visible: active
            // The first icon, not the target around it, stands below the words.
            width: parent.width + Theme.spacingS
            x: -Theme.spacingS
            onActiveChanged: load()
            Component.onCompleted: load()
        }
    }
}
