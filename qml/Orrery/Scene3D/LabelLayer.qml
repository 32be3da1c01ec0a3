// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Scene3D
import Orrery.Theme

/// The words over the stage, each beside what it names.
Item {
    id: root

    required property RobotScene scene
    required property OrbitCamera orbit

    Repeater {
        model: StageLabels {
            scene: root.scene
            camera: root.orbit
        }

        delegate: Rectangle {
            id: tag

            required property string label
            required property point place
            required property bool strong

            x: place.x + (strong ? -width / 2 : Theme.spacingXs)
            y: place.y - (strong ? height / 2 : height)
            width: words.width + Theme.spacingS
            height: words.height + 2
            radius: Theme.radiusControl / 2
            color: Theme.palette.raised
            border {
                width: strong ? Theme.lineWidth : 0
                color: Theme.palette.accent
            }

            Text {
                id: words

                anchors.centerIn: parent
                text: tag.label
                color: Theme.palette.text
                font {
                    family: Theme.uiFamily
                    pixelSize: Theme.captionSize
                    bold: tag.strong
                }
            }
        }
    }
}
