// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Orrery.Controls

TestCase {
    id: suite

    height: 100
    name: "Icon"
    visible: true
    when: windowShown
    width: 100

    Component {
        id: iconComponent

        Rectangle {
            property alias icon: icon

            color: "#ffffff"
            height: 24
            width: 24

            Icon {
                id: icon

                color: "#ff0000"
                size: 24
            }
        }
    }

    function inked(picture: var, red: int): int {
        let count = 0;
        for (let y = 0; y < picture.height; ++y) {
            for (let x = 0; x < picture.width; ++x)
                count += picture.red(x, y) === red && picture.green(x, y) < 64 ? 1 : 0;
        }
        return count;
    }

    function test_known_data(): var {
        return ["home", "chat", "robot", "settings", "explore", "library", "watch", "send", "stop", "play", "pause", "reset", "folder-open",
            "file", "warning", "error", "info", "check", "copy", "retry", "edit", "close", "chevron-left", "chevron-right", "chevron-up",
            "chevron-down", "offline", "online", "engine", "sun", "moon", "contrast", "camera", "grid", "shadow", "frame-fit", "gesture",
            "home-pose", "search", "plus", "trash", "expand", "keyboard", "sliders", "eye", "download"].map(name => ({tag: name}));
    }
    function test_known(row: var): void {
        const holder = createTemporaryObject(iconComponent, suite);
        holder.icon.name = row.tag;
        verify(holder.icon.known);
        waitForRendering(holder);
        const picture = grabImage(holder);
        verify(inked(picture, 255) > 4, "it draws something");
        for (let i = 0; i < picture.width; ++i)
            compare(picture.pixel(i, 0), Qt.color("#ffffff"), "it keeps off the edge");
    }

    function test_colour_and_name_can_change(): void {
        const holder = createTemporaryObject(iconComponent, suite);
        holder.icon.name = "stop";
        waitForRendering(holder);
        compare(grabImage(holder).pixel(12, 12), Qt.color("#ff0000"));
        holder.icon.color = "#0000ff";
        tryVerify(() => Qt.colorEqual(grabImage(holder).pixel(12, 12), "#0000ff"));
        holder.icon.name = "";
        tryVerify(() => Qt.colorEqual(grabImage(holder).pixel(12, 12), "#ffffff"));
    }

    function test_mirror(): void {
        const holder = createTemporaryObject(iconComponent, suite);
        holder.icon.name = "contrast";
        waitForRendering(holder);
        compare(grabImage(holder).pixel(17, 12), Qt.color("#ff0000"));
        holder.icon.mirror = true;
        tryVerify(() => Qt.colorEqual(grabImage(holder).pixel(6, 12), "#ff0000"));
        compare(grabImage(holder).pixel(17, 12), Qt.color("#ffffff"));
    }

    function test_unknown_says_so(): void {
        const holder = createTemporaryObject(iconComponent, suite);
        ignoreWarning("There is no icon named \"no-such-icon\".");
        holder.icon.name = "no-such-icon";
        verify(!holder.icon.known);
    }
}
