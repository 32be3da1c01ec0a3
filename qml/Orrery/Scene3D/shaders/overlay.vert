// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
VARYING vec4 tint;

void MAIN()
{
    tint = COLOR;
    POSITION = MODELVIEWPROJECTION_MATRIX * vec4(VERTEX, 1.0);
    // In front of everything, and still in order among themselves.
    POSITION.z = mix(NEAR_CLIP_VALUE * POSITION.w, POSITION.z, 0.02);
}
