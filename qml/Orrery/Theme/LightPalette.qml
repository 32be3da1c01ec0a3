// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Ink on paper.
ThemePalette {
    name: "light"
    dark: false

    base: "#F7F5F0"
    raised: "#FFFFFF"
    sunken: "#EFECE4"
    line: "#D9D4C7"
    outline: "#8A8474"

    text: "#1B222B"
    quiet: "#55606C"
    disabled: "#9AA1A9"

    accent: "#8A6410"
    accentText: "#FFFFFF"
    live: "#0B7285"
    good: "#2B7A3D"
    caution: "#9A5B00"
    danger: "#C62A2F"
    dangerText: "#FFFFFF"

    scrim: "#801B222B"
    focus: "#8A6410"
    selection: "#F3EAD2"
    hover: "#0F1B222B"
    pressed: "#1C1B222B"
    shadow: "#301B222B"

    stageTop: "#FBFAF7"
    stageBottom: "#E6E2D8"
    stageGrid: "#BDB7A8"

    series: ["#8A6410", "#03636C", "#DC561E", "#002570", "#488537", "#7A0037", "#004D79", "#BC78A3"]
}
