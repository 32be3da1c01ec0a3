// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Brass on night ink.
ThemePalette {
    name: "dark"
    dark: true

    base: "#0F141B"
    raised: "#1C2530"
    sunken: "#0B0F14"
    line: "#2A3542"
    outline: "#667483"

    text: "#E8EDF3"
    quiet: "#A9B4C0"
    disabled: "#66717D"

    accent: "#E0B354"
    accentText: "#1B1406"
    live: "#4FB3BF"
    good: "#46A758"
    caution: "#F5A524"
    danger: "#E5484D"
    dangerText: "#180405"

    scrim: "#B3070A0E"
    focus: "#E0B354"
    selection: "#332E20"
    hover: "#12E8EDF3"
    pressed: "#1FE8EDF3"
    shadow: "#80000000"

    stageTop: "#1A222C"
    stageBottom: "#0E1319"
    stageGrid: "#3A4654"

    series: ["#E0B354", "#4FB3BF", "#E94D37", "#5493F3", "#C4E995", "#8F5DAE", "#FCEDBE", "#FEB7DC"]
}
