// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
VARYING vec3 facing;

void MAIN()
{
    facing = NORMAL_MATRIX * NORMAL;
    POSITION = MODELVIEWPROJECTION_MATRIX * vec4(VERTEX, 1.0);
    // Squeezed to the very front of the depth range: in front of the robot, in order among themselves.
    POSITION.z = mix(-POSITION.w, POSITION.z, 0.02);
}
