// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Orrery.Controls

TestCase {
    id: suite

    height: 400
    name: "ErrorPanel"
    visible: true
    when: windowShown
    width: 500

    Component {
        id: panelComponent

        ErrorPanel {
            actionText: "Turn the motors on"
            details: "elbow_flex: 1.2 s old"
            text: "Its motors may be off."
            title: "The robot has not moved"
            width: 460
        }
    }

    TextEdit {
        id: pasted
    }

    SignalSpy {
        id: actions

        signalName: "actionTriggered"
    }

    function test_details_are_folded_first(): void {
        const panel = createTemporaryObject(panelComponent, suite);
        const copyButton = findChild(panel, "copyDetails");
        verify(!copyButton.visible);
        mouseClick(findChild(panel, "detailsToggle"));
        verify(panel.detailsShown);
        tryVerify(() => copyButton.visible);
    }

    function test_copy_takes_everything(): void {
        const panel = createTemporaryObject(panelComponent, suite, {detailsShown: true});
        const copyButton = findChild(panel, "copyDetails");
        waitForRendering(panel);
        mouseClick(copyButton);
        verify(copyButton.copied);
        pasted.clear();
        pasted.paste();
        compare(pasted.text, "The robot has not moved\nIts motors may be off.\nelbow_flex: 1.2 s old");
    }

    function test_new_details_can_be_copied_again(): void {
        const panel = createTemporaryObject(panelComponent, suite, {detailsShown: true});
        panel.copyDetails();
        panel.details = "another";
        verify(!findChild(panel, "copyDetails").copied);
    }

    function test_the_next_step_is_a_button(): void {
        const panel = createTemporaryObject(panelComponent, suite);
        actions.target = panel;
        actions.clear();
        waitForRendering(panel);
        mouseClick(findChild(panel, "errorAction"));
        compare(actions.count, 1);
    }

    function test_without_details_there_is_nothing_to_unfold(): void {
        const panel = createTemporaryObject(panelComponent, suite, {details: ""});
        verify(!findChild(panel, "detailsToggle").visible);
    }
}
