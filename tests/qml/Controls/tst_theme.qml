// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Orrery.Theme

TestCase {
    id: suite

    name: "Theme"

    function cleanup(): void {
        Theme.mode = "system";
        Theme.systemDark = true;
        Theme.reducedMotion = false;
        Theme.textScale = 1;
    }

    // WCAG 2.1, relative luminance and contrast ratio.
    function luminance(shade: color): real {
        const linear = part => part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        return 0.2126 * linear(shade.r) + 0.7152 * linear(shade.g) + 0.0722 * linear(shade.b);
    }

    function ratio(one: color, other: color): real {
        const a = luminance(one);
        const b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    function check(palette: var, front: string, back: string, least: real): void {
        const found = ratio(palette[front], palette[back]);
        verify(found >= least, `${palette.name}: ${front} on ${back} is ${found.toFixed(2)}, below ${least}`);
    }

    function palettes(): var {
        return [{tag: "dark", palette: Theme.darkPalette}, {tag: "light", palette: Theme.lightPalette},
                {tag: "contrast", palette: Theme.contrastPalette}];
    }

    function test_ratio_itself(): void {
        compare(ratio(Qt.color("#000000"), Qt.color("#ffffff")), 21);
        compare(ratio(Qt.color("#777777"), Qt.color("#777777")), 1);
    }

    function test_body_text_is_readable_data(): var { return palettes(); }
    function test_body_text_is_readable(row: var): void {
        for (const front of ["text", "quiet"]) {
            for (const back of ["base", "raised", "sunken", "selection"])
                check(row.palette, front, back, 4.5);
        }
        check(row.palette, "accentText", "accent", 4.5);
        check(row.palette, "dangerText", "danger", 4.5);
    }

    function test_meanings_are_readable_data(): var { return palettes(); }
    function test_meanings_are_readable(row: var): void {
        for (const front of ["good", "caution", "danger", "live", "accent"])
            check(row.palette, front, "base", 4.5);
        for (const front of ["good", "caution", "danger", "live", "accent"])
            check(row.palette, front, "raised", 3);
    }

    function test_outlines_and_focus_stand_out_data(): var { return palettes(); }
    function test_outlines_and_focus_stand_out(row: var): void {
        for (const back of ["base", "raised", "sunken"]) {
            check(row.palette, "outline", back, 3);
            check(row.palette, "focus", back, 3);
        }
    }

    function test_series_differ_in_lightness_data(): var { return palettes(); }
    function test_series_differ_in_lightness(row: var): void {
        const series = row.palette.series;
        compare(series.length, 8);
        const sorted = Array.from(series, shade => luminance(shade)).sort((a, b) => a - b);
        for (let i = 1; i < sorted.length; ++i)
            verify((sorted[i] + 0.05) / (sorted[i - 1] + 0.05) > 1.1, `${row.tag}: two series are equally light (${i})`);
        for (const shade of series)
            verify(ratio(shade, row.palette.base) >= 3, `${row.tag}: ${shade} is lost on the base`);
    }

    function test_mode_chooses_the_palette_data(): var {
        return [
            {tag: "system, dark", mode: "system", systemDark: true, name: "dark"},
            {tag: "system, light", mode: "system", systemDark: false, name: "light"},
            {tag: "dark on a light desktop", mode: "dark", systemDark: false, name: "dark"},
            {tag: "light on a dark desktop", mode: "light", systemDark: true, name: "light"},
            {tag: "contrast", mode: "contrast", systemDark: false, name: "contrast"},
            {tag: "unknown", mode: "sepia", systemDark: false, name: "light"}
        ];
    }
    function test_mode_chooses_the_palette(row: var): void {
        Theme.systemDark = row.systemDark;
        Theme.mode = row.mode;
        compare(Theme.palette.name, row.name);
        compare(Theme.lineWidth, row.name === "contrast" ? 2 : 1);
    }

    function test_reduced_motion_keeps_only_fades(): void {
        compare(Theme.pageDuration, 320);
        Theme.reducedMotion = true;
        compare(Theme.hoverDuration, 0);
        compare(Theme.panelDuration, 0);
        compare(Theme.pageDuration, 0);
        verify(Theme.fadeDuration > 0);
    }

    function test_text_scale_reaches_every_size(): void {
        Theme.textScale = 1.5;
        compare(Theme.bodySize, 23);
        compare(Theme.displaySize, 48);
    }
}
