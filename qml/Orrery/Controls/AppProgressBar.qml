// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme

/// How far along, with what is going on at one end (`label`) and the numbers at the other (`detail`), for example
/// "Downloading" and "1.2 of 4.8 GB, 31 MB/s, 2 min left".
T.ProgressBar {
    id: root

    required property string label
    property string detail: indeterminate ? "" : qsTr("%1 %").arg(Math.round(visualPosition * 100))

    Accessible.description: detail
    Accessible.name: label

    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    implicitWidth: 240

    contentItem: ColumnLayout { // qmllint disable deferred-property-id
        spacing: Theme.spacingXs + 2

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spacingM

            AppText {
                Layout.fillWidth: true
                kind: AppText.Kind.Label
                text: root.label
            }

            AppText {
                kind: AppText.Kind.Label
                text: root.detail
                tone: AppText.Tone.Quiet
                visible: text !== ""
            }
        }

        Rectangle {
            id: track

            Layout.fillWidth: true
            border.color: Theme.palette.outline
            border.width: Theme.contrast ? 1 : 0
            clip: true
            color: Theme.contrast ? "transparent" : Theme.palette.line
            implicitHeight: 6
            radius: 3

            Rectangle {
                readonly property real part: root.indeterminate ? 0.3 : root.position
                property real drift

                color: Theme.palette.accent
                height: parent.height
                radius: 3
                width: Math.max(part > 0 ? height : 0, part * track.width)
                x: root.indeterminate ? drift * (track.width - width) : root.mirrored ? track.width - width : 0

                SequentialAnimation on drift {
                    loops: Animation.Infinite
                    running: root.indeterminate && root.visible && !Theme.reducedMotion

                    NumberAnimation { duration: 1200; easing.type: Easing.InOutSine; from: 0; to: 1 }
                    NumberAnimation { duration: 1200; easing.type: Easing.InOutSine; from: 1; to: 0 }
                }
            }
        }
    }
}
