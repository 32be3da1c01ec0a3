// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Orrery.Controls

TestCase {
    name: "EmptyState"
    when: windowShown
    visible: true
    width: 600
    height: 400

    Item {
        id: page
        visible: false

        EmptyState {
            id: emptyState
            width: 520
            iconName: "chat"
            title: "Nothing here"
            actionText: "Begin"
            alternativeText: "Not now"
        }
    }

    SignalSpy { id: begun; target: emptyState; signalName: "actionTriggered" }

    /// A page that is shown later must not have lost its buttons while it was hidden.
    function test_buttonsAppearWithThePage(): void {
        page.visible = true;
        const button = findChild(emptyState, "emptyAction");
        verify(button !== null);
        verify(button.visible);
        verify(findChild(emptyState, "emptyAlternative").visible);
        waitForRendering(emptyState);
        mouseClick(button);
        compare(begun.count, 1);
    }
}
