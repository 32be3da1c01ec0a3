// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
VARYING vec3 sceneNormal;
VARYING vec3 toCamera;

void MAIN()
{
    sceneNormal = NORMAL_MATRIX * NORMAL;
    toCamera = CAMERA_POSITION - (MODEL_MATRIX * vec4(VERTEX, 1.0)).xyz;
    POSITION = MODELVIEWPROJECTION_MATRIX * vec4(VERTEX, 1.0);
}
