// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
VARYING vec2 fromFocus;

// How much of this pixel a family of lines covers that lie a whole number apart and are about one pixel wide. Where they come closer
// than a few pixels they turn into an even tone, so that nothing flickers in the distance.
float lines(vec2 at, vec2 perPixel)
{
    vec2 off = abs(fract(at - 0.5) - 0.5);
    vec2 sharp = clamp(1.0 - off / max(perPixel, vec2(1e-6)), 0.0, 1.0);
    vec2 apart = clamp(1.0 - (perPixel - 0.12) / 0.22, 0.0, 1.0);
    vec2 cover = sharp * apart;
    return max(cover.x, cover.y);
}

void MAIN()
{
    vec2 point = focus + fromFocus * reach;
    vec2 room = vec2(gridFrame.x * point.x - gridFrame.y * point.y, gridFrame.y * point.x + gridFrame.x * point.y) + gridFrame.zw;
    vec2 perPixel = fwidth(room) / cell;
    float fade = max(0.0, 1.0 - dot(fromFocus, fromFocus));
    float line = (0.34 * lines(room / cell, perPixel) + 0.62 * lines(room / (cell * 10.0), perPixel * 0.1)) * fade * fade * fade;
    line *= gridStrength;

    vec2 place = (point - shadowCenter) / shadowExtent + 0.5;
    float shadow = texture(contactShadow, place).r * shadowStrength;

    // Colours come as display values: what unshaded materials write goes to the screen as it is.
    float under = shadow * (1.0 - line);
    FRAGCOLOR = vec4(shadowColor * under + gridColor * line, under + line);
}
