// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import QtTest
import Orrery.Controls

TestCase {
    id: suite

    height: 600
    name: "Keyboard"
    visible: true
    when: windowShown
    width: 600

    Component {
        id: pageComponent

        ColumnLayout {
            property int presses: 0
            property int choice: 0
            property string sent: ""

            AppButton { objectName: "button"; text: "Button"; onClicked: parent.presses += 1 }
            AppButton { objectName: "busy"; busy: true; text: "Busy"; onClicked: parent.presses += 100 }
            AppButton { enabled: false; objectName: "disabled"; text: "Disabled" }
            IconButton { icon.name: "close"; objectName: "iconButton"; text: "Close"; onClicked: parent.presses += 1 }
            SegmentedControl {
                currentIndex: parent.choice
                label: "Which"
                objectName: "segments"
                options: ["One", "Two", "Three"]
                onActivated: index => parent.choice = index
            }
            AppSwitch { objectName: "switch"; text: "Switch" }
            AppCheckBox { objectName: "checkBox"; text: "Check" }
            Chip { checkable: true; objectName: "chip"; text: "Chip" }
            AppComboBox { label: "Robot"; model: ["A", "B"]; objectName: "comboBox" }
            AppTextField { clearable: true; objectName: "textField"; placeholderText: "Search"; text: "x" }
            NumberField { label: "Angle"; objectName: "numberField" }
            ActionCard { objectName: "card"; text: "Card"; onClicked: parent.presses += 1 }
            Composer { objectName: "composer"; placeholderText: "Ask"; onSubmitted: text => parent.sent = text }
        }
    }

    function make(): var {
        const page = createTemporaryObject(pageComponent, suite);
        waitForRendering(page);
        findChild(page, "button").forceActiveFocus(Qt.TabFocusReason);
        return page;
    }

    function focusedName(): string {
        return suite.Window.activeFocusItem ? suite.Window.activeFocusItem.objectName : "";
    }

    function test_tab_walks_through_everything_in_order(): void {
        make();
        const order = ["button", "busy", "iconButton", "segments", "switch", "checkBox", "chip", "comboBox", "textField", "numberField",
                       "card", "composerText"];
        for (const name of order) {
            compare(focusedName(), name);
            keyClick(Qt.Key_Tab);
        }
        compare(focusedName(), "button");
        keyClick(Qt.Key_Backtab);
        compare(focusedName(), "composerText");
    }

    function test_space_and_enter_press(): void {
        const page = make();
        for (const name of ["button", "iconButton", "card"]) {
            page.presses = 0;
            findChild(page, name).forceActiveFocus(Qt.TabFocusReason);
            for (const key of [Qt.Key_Space, Qt.Key_Return, Qt.Key_Enter])
                keyClick(key);
            compare(page.presses, 3, name);
        }
    }

    function test_busy_keeps_the_focus_and_ignores_presses(): void {
        const page = make();
        const busy = findChild(page, "busy");
        busy.forceActiveFocus(Qt.TabFocusReason);
        for (const key of [Qt.Key_Space, Qt.Key_Return])
            keyClick(key);
        mouseClick(busy);
        compare(page.presses, 0);
        verify(busy.activeFocus);
        busy.busy = false;
        keyClick(Qt.Key_Space);
        compare(page.presses, 100);
    }

    function test_arrows_choose_a_segment(): void {
        const page = make();
        findChild(page, "segments").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Right);
        compare(page.choice, 2);
        keyClick(Qt.Key_Left);
        compare(page.choice, 1);
    }

    function test_composer(): void {
        const page = make();
        const composer = findChild(page, "composer");
        const area = findChild(page, "composerText");
        area.forceActiveFocus();
        keyClick(Qt.Key_Return);
        compare(page.sent, "");
        composer.text = "Hello";
        area.cursorPosition = 5;
        const one = composer.implicitHeight;
        keyClick(Qt.Key_Return, Qt.ShiftModifier);
        keyClick(Qt.Key_A);
        tryVerify(() => composer.implicitHeight > one);
        keyClick(Qt.Key_Return);
        compare(page.sent, "Hello\na");
    }

    function test_composer_stops_growing_after_eight_lines(): void {
        const composer = findChild(make(), "composer");
        composer.text = "1\n2\n3\n4\n5\n6\n7\n8";
        const eight = composer.implicitHeight;
        composer.text += "\n9\n10\n11\n12";
        compare(composer.implicitHeight, eight);
    }

    function test_everything_has_a_name_and_is_big_enough(): void {
        const page = make();
        for (const name of ["button", "iconButton", "segments", "switch", "checkBox", "chip", "comboBox", "textField", "numberField", "card"]) {
            const control = findChild(page, name);
            verify(control.Accessible.name !== "", name);
            verify(control.height >= 36, `${name} is ${control.height} high`);
            verify(control.width >= 36, `${name} is ${control.width} wide`);
        }
    }

    function test_escape_clears_a_search(): void {
        const field = findChild(make(), "textField");
        field.forceActiveFocus();
        keyClick(Qt.Key_Escape);
        compare(field.text, "");
    }
}
