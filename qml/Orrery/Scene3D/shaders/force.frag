// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
VARYING vec3 facing;

void MAIN()
{
    // Colours come as display values: what unshaded materials write goes to the screen as it is.
    float light = 0.72 + 0.28 * clamp(normalize(facing).y * 0.6 + normalize(facing).z * 0.5 + 0.3, 0.0, 1.0);
    FRAGCOLOR = vec4(arrowColor * light, 1.0);
}
