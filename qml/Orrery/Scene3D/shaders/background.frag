// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
VARYING float height;

void MAIN()
{
    vec3 color = mix(bottomColor, topColor, height);
    // Colours come as display values: what unshaded materials write goes to the screen as it is. Half a step of noise
    // hides the bands that eight bits would show.
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    FRAGCOLOR = vec4(color + noise / 255.0, 1.0);
}
