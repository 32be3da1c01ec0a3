// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Orrery.Controls

TestCase {
    id: suite

    height: 200
    name: "ValueSlider"
    visible: true
    when: windowShown
    width: 400

    Component {
        id: sliderComponent

        ValueSlider {
            from: -110
            label: "Elbow"
            stepSize: 1
            to: 110
            unit: "°"
            width: 300
            onMoved: number => value = number
        }
    }

    Component {
        id: stubbornComponent

        ValueSlider {
            label: "Held"
            value: 0.25
            width: 300
        }
    }

    SignalSpy {
        id: moves

        signalName: "moved"
    }

    function make(component: Component, properties: var): var {
        const control = createTemporaryObject(component, suite, properties);
        moves.target = control;
        moves.clear();
        waitForRendering(control);
        return control;
    }

    function test_keys_data(): var {
        return [
            {tag: "right", key: Qt.Key_Right, expected: 11},
            {tag: "left", key: Qt.Key_Left, expected: 9},
            {tag: "page up", key: Qt.Key_PageUp, expected: 20},
            {tag: "page down", key: Qt.Key_PageDown, expected: 0},
            {tag: "home", key: Qt.Key_Home, expected: -110},
            {tag: "end", key: Qt.Key_End, expected: 110}
        ];
    }
    function test_keys(row: var): void {
        const control = make(sliderComponent, {value: 10});
        findChild(control, "slider").forceActiveFocus();
        keyClick(row.key);
        compare(moves.count, 1);
        compare(control.value, row.expected);
    }

    function test_keys_stop_at_the_limits(): void {
        const control = make(sliderComponent, {value: 105});
        findChild(control, "slider").forceActiveFocus();
        keyClick(Qt.Key_PageUp);
        compare(control.value, 110);
        keyClick(Qt.Key_Right);
        compare(control.value, 110);
    }

    function test_typing(): void {
        const control = make(sliderComponent, {value: 10});
        const box = findChild(control, "numberBox");
        box.forceActiveFocus();
        keyClick(Qt.Key_Minus);
        keyClick(Qt.Key_3);
        keyClick(Qt.Key_2);
        keyClick(Qt.Key_Comma);
        keyClick(Qt.Key_5);
        keyClick(Qt.Key_Return);
        compare(control.value, -32.5);
        compare(findChild(control, "slider").value, -32.5);
        compare(box.text, "−32.5");
    }

    function test_typing_beyond_the_limit(): void {
        const control = make(sliderComponent, {value: 10});
        findChild(control, "numberBox").forceActiveFocus();
        for (const key of [Qt.Key_9, Qt.Key_9, Qt.Key_9, Qt.Key_Return])
            keyClick(key);
        compare(control.value, 110);
    }

    function test_press_on_the_groove(): void {
        const control = make(sliderComponent, {value: 0});
        const slider = findChild(control, "slider");
        mouseClick(slider, slider.width - 2, slider.height / 2);
        verify(control.value > 100);
    }

    function test_the_wheel_moves_nothing(): void {
        const control = make(sliderComponent, {value: 10});
        const slider = findChild(control, "slider");
        mouseWheel(slider, slider.width / 2, slider.height / 2, 0, 120);
        compare(control.value, 10);
        compare(moves.count, 0);
    }

    function test_follows_its_owner(): void {
        const control = make(sliderComponent, {value: 10});
        control.value = 50;
        compare(findChild(control, "slider").value, 50);
        compare(findChild(control, "numberBox").text, "50.0");
        compare(moves.count, 0);
    }

    function test_asks_but_does_not_decide(): void {
        const control = make(stubbornComponent, {});
        findChild(control, "slider").forceActiveFocus();
        keyClick(Qt.Key_End);
        compare(moves.count, 1);
        compare(moves.signalArguments[0][0], 1);
        compare(control.value, 0.25);
    }

    function test_an_empty_range_is_harmless(): void {
        const control = make(sliderComponent, {from: 3, to: 3, value: 3});
        compare(control.share(3), 0);
    }
}
