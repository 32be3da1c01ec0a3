// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// White on black, yellow accents, lines twice as wide.
ThemePalette {
    name: "contrast"
    dark: true

    base: "#000000"
    raised: "#000000"
    sunken: "#000000"
    line: "#FFFFFF"
    outline: "#FFFFFF"

    text: "#FFFFFF"
    quiet: "#FFFFFF"
    disabled: "#A6A6A6"

    accent: "#FFE600"
    accentText: "#000000"
    live: "#5CE6F5"
    good: "#5BE37D"
    caution: "#FFB938"
    danger: "#FF7A7D"
    dangerText: "#000000"

    scrim: "#CC000000"
    focus: "#FFE600"
    selection: "#4A4300"
    hover: "#33FFFFFF"
    pressed: "#55FFFFFF"
    shadow: "#00000000"

    stageTop: "#101010"
    stageBottom: "#000000"
    stageGrid: "#707070"

    series: ["#FFE600", "#5CE6F5", "#FF9A5C", "#8FB0FF", "#B6F06A", "#FF9EDD", "#FFFFFF", "#B58CFF"]
}
