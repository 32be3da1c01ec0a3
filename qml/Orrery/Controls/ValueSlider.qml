// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme

/// A number with a name, on a slider and in a box beside it. `value` is what the owner says it is; `moved` is what the person asks for.
/// Arrow keys step, Page Up and Page Down go ten steps, Home and End go to the limits. The wheel does nothing: it would move
/// things while one only means to scroll.
GridLayout {
    id: root

    required property string label
    property real value: 0
    property real from: 0
    property real to: 1
    property real stepSize: (to - from) / 100
    property int decimals: 1
    property string unit: ""
    /// A second number to compare with, for example what is measured; a teal tick. NaN for none.
    property real marker: NaN
    /// Name, slider and box in one line instead of two.
    property bool compact: false
    property real labelWidth: 96
    readonly property bool pressed: slider.pressed

    signal moved(value: real)

    function share(number: real): real {
        return to === from ? 0 : Math.min(1, Math.max(0, (number - from) / (to - from)));
    }

    function ask(number: real): void {
        const inside = Math.min(Math.max(number, from), to);
        slider.value = inside;
        root.moved(inside);
    }

    function handleKey(event: KeyEvent): void {
        const targets = {
            [Qt.Key_PageUp]: slider.value + 10 * stepSize,
            [Qt.Key_PageDown]: slider.value - 10 * stepSize,
            [Qt.Key_Home]: from,
            [Qt.Key_End]: to
        };
        const target = targets[event.key];
        if (target !== undefined)
            ask(target);
        event.accepted = target !== undefined;
    }

    columnSpacing: Theme.spacingM
    columns: compact ? 3 : 2
    rowSpacing: 0

    Component.onCompleted: slider.value = value
    onValueChanged: if (!slider.pressed) slider.value = value

    AppText {
        id: nameText

        Layout.column: 0
        Layout.fillWidth: !root.compact
        Layout.preferredWidth: root.compact ? root.labelWidth : -1
        Layout.row: 0
        kind: AppText.Kind.Label
        text: root.label

        HoverHandler {
            id: overLabel
        }

        LateTip {
            text: root.label
            wanted: overLabel.hovered && nameText.truncated
        }
    }

    NumberField {
        Layout.column: root.compact ? 2 : 1
        Layout.row: 0
        decimals: root.decimals
        from: root.from
        label: root.label
        objectName: "numberBox"
        stepSize: root.stepSize
        to: root.to
        unit: root.unit
        value: slider.pressed ? slider.value : root.value
        onEdited: number => root.ask(number)
    }

    T.Slider {
        id: slider

        readonly property real travel: width - 18
        readonly property real origin: root.share(0)

        function along(part: real): real {
            return 9 + (mirrored ? 1 - part : part) * travel;
        }

        Accessible.name: root.label
        Keys.onPressed: event => root.handleKey(event)
        Layout.column: root.compact ? 1 : 0
        Layout.columnSpan: root.compact ? 1 : 2
        Layout.fillWidth: true
        Layout.row: root.compact ? 0 : 1
        focusPolicy: Qt.StrongFocus
        from: root.from
        hoverEnabled: true
        implicitHeight: Theme.targetSize
        implicitWidth: 120
        objectName: "slider"
        stepSize: root.stepSize
        to: root.to
        onMoved: root.moved(value)

        background: Item {
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                border.color: Theme.palette.outline
                border.width: Theme.contrast ? 1 : 0
                color: Theme.contrast ? "transparent" : Theme.palette.line
                height: 4
                radius: 2
                width: parent.width
            }

            Rectangle {
                readonly property real start: slider.along(slider.origin)
                readonly property real end: slider.along(slider.position)

                anchors.verticalCenter: parent.verticalCenter
                color: slider.enabled ? Theme.palette.accent : Theme.palette.disabled
                height: 4
                radius: 2
                width: Math.abs(end - start)
                x: Math.min(start, end)
            }

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.palette.live
                height: 14
                radius: 1
                visible: !Number.isNaN(root.marker)
                width: 3
                x: slider.along(root.share(root.marker)) - width / 2
            }
        }

        handle: Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            border.color: slider.enabled ? Theme.palette.accent : Theme.palette.disabled
            border.width: 2
            color: slider.pressed ? Theme.palette.accent : Theme.palette.raised
            height: 18
            radius: 9
            width: 18
            x: slider.along(slider.position) - width / 2

            StateLayer {
                hovered: slider.hovered && slider.enabled
                pressed: false
                radius: 9
            }

            FocusRing {
                innerRadius: 9
                shown: slider.visualFocus
            }
        }
    }
}
