// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Orrery.Controls

TestCase {
    name: "Sheet"
    when: windowShown
    width: 900
    height: 500
    visible: true

    Component {
        id: sheets
        Sheet {
            title: "Downloads"
        }
    }

    function opened(): Sheet {
        const sheet = createTemporaryObject(sheets, this) as Sheet;
        sheet.open();
        tryCompare(sheet, "opened", true);
        return sheet;
    }

    function test_escapeCloses() {
        const sheet = opened();
        keyClick(Qt.Key_Escape);
        tryCompare(sheet, "visible", false);
    }

    function test_aPressBesideItCloses() {
        const sheet = opened();
        mouseClick(this, 40, 250);
        tryCompare(sheet, "visible", false);
    }

    function test_aPressInsideDoesNot() {
        const sheet = opened();
        mouseClick(this, 700, 300);
        wait(50);
        verify(sheet.opened);
    }
}
