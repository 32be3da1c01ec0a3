// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick

/// What every page looks like: one palette swapped whole, and the measures all modules share. The shell writes the four properties at
/// the top; everything else is read only. Lengths are device-independent pixels, times are milliseconds.
QtObject {
    id: root

    /// "system" (follows systemDark), "dark", "light" or "contrast". Anything else counts as "system".
    property string mode: "system"
    /// Whether the desktop asks for dark windows. Set by the shell, which alone can know.
    property bool systemDark: true
    /// Multiplies every type size, 1 to 2.
    property real textScale: 1
    /// Movement becomes a change at once; fades stay.
    property bool reducedMotion: false

    readonly property ThemePalette darkPalette: DarkPalette {}
    readonly property ThemePalette lightPalette: LightPalette {}
    readonly property ThemePalette contrastPalette: ContrastPalette {}
    readonly property ThemePalette palette: paletteFor(mode, systemDark)
    readonly property bool contrast: palette === contrastPalette

    readonly property int spacingXs: 4
    readonly property int spacingS: 8
    readonly property int spacingM: 12
    readonly property int spacingL: 16
    readonly property int spacingXl: 24
    readonly property int spacingXxl: 32
    readonly property int spacingHuge: 48

    readonly property int radiusControl: 8
    readonly property int radiusCard: 12
    readonly property int radiusSheet: 20

    readonly property int lineWidth: contrast ? 2 : 1
    readonly property int focusWidth: 2
    readonly property int focusGap: 2
    /// No smaller side for anything that can be pressed.
    readonly property int targetSize: 36
    readonly property int iconSize: 20

    property font desktopFont
    readonly property string uiFamily: firstInstalled(["Inter", "Inter Variable"], desktopFont.family)
    readonly property string monoFamily: firstInstalled(
        ["JetBrains Mono", "Cascadia Mono", "SF Mono", "DejaVu Sans Mono", "Noto Sans Mono", "Liberation Mono", "Consolas"], "monospace")
    readonly property int captionSize: Math.round(12 * textScale)
    readonly property int labelSize: Math.round(13 * textScale)
    readonly property int bodySize: Math.round(15 * textScale)
    readonly property int titleSize: Math.round(18 * textScale)
    readonly property int headingSize: Math.round(24 * textScale)
    readonly property int displaySize: Math.round(32 * textScale)
    readonly property int weightNormal: Font.Normal
    readonly property int weightStrong: Font.DemiBold
    /// Of wrapped text, times the spacing of the font itself: 1.4 of the type size in Inter.
    readonly property real lineHeight: 1.16
    /// About 72 characters of body text.
    readonly property int readingWidth: Math.round(bodySize * 36)

    readonly property int hoverDuration: reducedMotion ? 0 : 120
    readonly property int panelDuration: reducedMotion ? 0 : 200
    readonly property int pageDuration: reducedMotion ? 0 : 320
    /// For opacity alone; kept when movement is reduced.
    readonly property int fadeDuration: 120

    /// Of what stands beside the stage, on a page so wide.
    function inspectorWidth(pageWidth: real): int {
        return pageWidth >= 1500 ? 400 : 340;
    }

    /// The series colour of curve `index`, repeating after eight.
    function seriesColor(index: int): color {
        return palette.series[index % palette.series.length];
    }

    function paletteFor(wanted: string, darkDesktop: bool): ThemePalette {
        if (wanted === "contrast")
            return contrastPalette;
        const dark = wanted === "dark" || (wanted !== "light" && darkDesktop);
        return dark ? darkPalette : lightPalette;
    }

    function firstInstalled(families: list<string>, otherwise: string): string {
        const installed = Qt.fontFamilies();
        for (const family of families) {
            if (installed.includes(family))
                return family;
        }
        return otherwise;
    }
}
