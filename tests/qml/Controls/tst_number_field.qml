// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Orrery.Controls

TestCase {
    id: suite

    height: 200
    name: "NumberField"
    visible: true
    when: windowShown
    width: 400

    Component {
        id: fieldComponent

        NumberField {
            from: -110
            label: "Angle"
            to: 110
            unit: "°"
            onEdited: number => value = number
        }
    }

    SignalSpy {
        id: edits

        signalName: "edited"
    }

    function make(properties: var): var {
        const field = createTemporaryObject(fieldComponent, suite, properties);
        edits.target = field;
        edits.clear();
        return field;
    }

    function type(field: var, typed: string): void {
        field.forceActiveFocus();
        field.selectAll();
        keyClick(Qt.Key_Delete);
        for (const letter of typed)
            field.insert(field.cursorPosition, letter);
        field.textEdited();
    }

    function test_parse_data(): var {
        return [
            {tag: "point", typed: "12.5", number: 12.5},
            {tag: "comma", typed: "12,5", number: 12.5},
            {tag: "spaces", typed: "  -3 ", number: -3},
            {tag: "real minus", typed: "−7", number: -7},
            {tag: "own unit", typed: "12.5°", number: 12.5},
            {tag: "own unit in letters", typed: "12.5 deg", number: 12.5},
            {tag: "thin space before the unit", typed: "4\u202f°", number: 4},
            {tag: "exponent", typed: "1e2", number: 100},
            {tag: "no leading zero", typed: ".5", number: 0.5},
            {tag: "word", typed: "abc", number: NaN},
            {tag: "another unit", typed: "1.2 rad", number: NaN},
            {tag: "two signs", typed: "1,234.5", number: NaN},
            {tag: "nothing", typed: "", number: NaN},
            {tag: "unit alone", typed: "°", number: NaN},
            {tag: "sign alone", typed: "-", number: NaN},
            {tag: "hexadecimal", typed: "0x10", number: NaN},
            {tag: "infinity", typed: "Infinity", number: NaN}
        ];
    }
    function test_parse(row: var): void {
        const number = make({}).parse(row.typed);
        if (Number.isNaN(row.number))
            verify(Number.isNaN(number), `${row.typed} was read as ${number}`);
        else
            compare(number, row.number);
    }

    function test_shows_value_with_its_digits(): void {
        const field = make({value: -12.44, decimals: 1});
        compare(field.text, "−12.4");
        field.value = -0.01;
        compare(field.text, "0.0");
        field.value = 1e3;
        compare(field.text, "1000.0");
    }

    function test_enter_takes_over(): void {
        const field = make({value: 1});
        type(field, "42,5");
        compare(edits.count, 0);
        keyClick(Qt.Key_Return);
        compare(edits.count, 1);
        compare(field.value, 42.5);
        compare(field.text, "42.5");
    }

    function test_beyond_the_limit_is_the_limit(): void {
        const field = make({});
        type(field, "900");
        keyClick(Qt.Key_Return);
        compare(field.value, 110);
    }

    function test_nonsense_stays_marked_then_goes(): void {
        const field = make({value: 5});
        type(field, "abc");
        keyClick(Qt.Key_Return);
        verify(field.invalid);
        compare(field.text, "abc");
        compare(edits.count, 0);
        keyClick(Qt.Key_Escape);
        verify(!field.invalid);
        compare(field.text, "5.0");
    }

    function test_leaving_takes_over_or_restores(): void {
        const field = make({value: 5});
        type(field, "7");
        field.focus = false;
        compare(field.value, 7);
        type(field, "seven");
        field.focus = false;
        compare(field.value, 7);
        compare(field.text, "7.0");
    }

    function test_a_new_value_does_not_wipe_what_is_being_typed(): void {
        const field = make({value: 5});
        type(field, "1");
        field.value = 6;
        compare(field.text, "1");
        keyClick(Qt.Key_Escape);
        compare(field.text, "6.0");
    }

    function test_arrow_keys_step(): void {
        const field = make({value: 10, stepSize: 0.5});
        field.forceActiveFocus();
        keyClick(Qt.Key_Up);
        compare(field.value, 10.5);
        keyClick(Qt.Key_PageDown);
        compare(field.value, 5.5);
        for (let i = 0; i < 30; ++i)
            keyClick(Qt.Key_PageUp);
        compare(field.value, 110);
    }

    function test_the_unit_is_in_the_accessible_name(): void {
        compare(make({unit: "mm"}).Accessible.name, "Angle, in mm");
    }
}
