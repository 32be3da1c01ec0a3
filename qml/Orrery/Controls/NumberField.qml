// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Theme

/// A number with its unit, typed or stepped (Up and Down; Page Up and Page Down go ten steps). `value` is what the owner says it is;
/// `edited` is what the person asks for, inside the limits. Point and comma both count as the decimal sign. What cannot be
/// understood stays, marked, until it is mended, and goes when the field is left or on Escape.
T.TextField {
    id: root

    property real value: 0
    property real from: -1e9
    property real to: 1e9
    property real stepSize: 1
    property int decimals: 1
    property string unit: ""
    /// The accessible name.
    property string label: ""
    property bool dirty: false
    property bool invalid: false

    signal edited(value: real)

    /// The number in `typed`, NaN if it is none or carries another unit.
    function parse(typed: string): real {
        let plain = typed.replace(/[\s\u2009\u202f]/g, "").replace("\u2212", "-");
        const units = unit === "\u00b0" ? ["\u00b0", "deg"] : [unit];
        for (const known of units) {
            if (known !== "" && plain.toLowerCase().endsWith(known.toLowerCase().replace(/\s/g, "")))
                plain = plain.slice(0, plain.length - known.replace(/\s/g, "").length);
        }
        if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(plain))
            return NaN;
        return Number(plain.replace(",", "."));
    }

    function format(number: real): string {
        const shown = Number(number).toFixed(decimals);
        return Number(shown) === 0 ? (0).toFixed(decimals) : shown.replace("-", "\u2212");
    }

    function clamp(number: real): real {
        return Math.min(Math.max(number, from), to);
    }

    function refresh(): void {
        dirty = false;
        invalid = false;
        text = format(value);
    }

    /// Takes over what was typed. False if it is not a number.
    function commit(): bool {
        if (!dirty)
            return true;
        const number = parse(text);
        invalid = Number.isNaN(number);
        if (invalid)
            return false;
        root.edited(clamp(number));
        refresh();
        return true;
    }

    function step(count: int): void {
        const typed = dirty ? parse(text) : value;
        root.edited(clamp((Number.isNaN(typed) ? value : typed) + count * stepSize));
        refresh();
        selectAll();
    }

    function handleKey(event: KeyEvent): void {
        const steps = {[Qt.Key_Up]: 1, [Qt.Key_Down]: -1, [Qt.Key_PageUp]: 10, [Qt.Key_PageDown]: -10};
        const count = steps[event.key];
        if (count !== undefined)
            step(count);
        event.accepted = count !== undefined;
    }

    Accessible.description: invalid ? warning.text : ""
    Accessible.name: unit === "" ? label : qsTr("%1, in %2").arg(label).arg(unit)
    Accessible.role: Accessible.EditableText
    Keys.onEscapePressed: event => {
        event.accepted = dirty;
        refresh();
    }
    Keys.onPressed: event => handleKey(event)

    color: enabled ? Theme.palette.text : Theme.palette.disabled
    font.family: Theme.uiFamily
    font.pixelSize: Theme.labelSize
    horizontalAlignment: TextInput.AlignRight
    implicitHeight: Math.max(Theme.targetSize, contentHeight + topPadding + bottomPadding)
    implicitWidth: 88
    inputMethodHints: Qt.ImhFormattedNumbersOnly
    leftPadding: Theme.spacingS
    rightPadding: unit === "" ? Theme.spacingS : Theme.spacingS + Math.ceil(suffix.implicitWidth) + 3
    selectByMouse: true
    selectedTextColor: Theme.palette.text
    selectionColor: Theme.palette.selection
    verticalAlignment: TextInput.AlignVCenter

    Component.onCompleted: refresh()
    onAccepted: if (commit()) selectAll()
    onActiveFocusChanged: {
        if (activeFocus)
            selectAll();
        else if (!commit())
            refresh();
    }
    onDecimalsChanged: if (!dirty) refresh()
    onTextEdited: {
        dirty = true;
        invalid = false;
    }
    onValueChanged: if (!dirty) refresh()

    background: FieldSurface {
        focused: root.activeFocus
        hovered: root.hovered
        invalid: root.invalid
    }

    AppText {
        id: suffix

        anchors.verticalCenter: parent.verticalCenter
        font: root.font
        text: root.unit
        tone: AppText.Tone.Quiet
        x: parent.width - width - Theme.spacingS
    }

    LateTip {
        id: warning

        text: qsTr("Type a number, such as %1.").arg(root.format(root.clamp(12.5)))
        wanted: root.invalid
    }
}
