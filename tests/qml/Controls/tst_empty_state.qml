// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Orrery.Controls

TestCase {
    name: "EmptyState"
    when: windowShown
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
        const button = findButton(emptyState, "Begin");
        verify(button !== null);
        verify(button.visible);
        verify(findButton(emptyState, "Not now").visible);
        waitForRendering(emptyState);
        mouseClick(button);
        compare(begun.count, 1);
    }

    function findButton(item: Item, text: string): Item {
        if (item instanceof AppButton && item.text === text)
            return item;
        for (const child of item.children) {
            const found = findButton(child, text);
            if (found)
                return found;
        }
        return null;
    }
}
