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
    /// How much larger the words are than on a screen.
    property real unit: 1

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

            x: place.x + (strong ? -width / 2 : Theme.spacingXs * root.unit)
            y: place.y - (strong ? height / 2 : height)
            width: words.width + Theme.spacingS * root.unit
            height: words.height + 2 * root.unit
            radius: Theme.radiusControl / 2 * root.unit
            color: Theme.palette.raised
            border {
                width: strong ? Theme.lineWidth * root.unit : 0
                color: Theme.palette.accent
            }

            Text {
                id: words

                anchors.centerIn: parent
                text: tag.label
                color: Theme.palette.text
                font {
                    family: Theme.uiFamily
                    pixelSize: Theme.captionSize * root.unit
                    bold: tag.strong
                }
            }
        }
    }
}
