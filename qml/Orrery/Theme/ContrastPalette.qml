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
    quiet: "#D6D6D6"
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

    series: ["#FFE600", "#0CE8F4", "#FF7943", "#3D8EF6", "#DFFDC6", "#A35CD2", "#FFFFFF", "#FC9ACF"]
}
