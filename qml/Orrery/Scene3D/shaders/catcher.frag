// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
VARYING vec2 fromFocus;

void MAIN()
{
    BASE_COLOR = vec4(1.0);
    ROUGHNESS = 1.0;
    SPECULAR_AMOUNT = 0.0;
}

void AMBIENT_LIGHT()
{
}

void SPECULAR_LIGHT()
{
}

void DIRECTIONAL_LIGHT()
{
    float fade = 1.0 - smoothstep(0.2, 0.9, length(fromFocus));
    DIFFUSE += vec3(1.0 - strength * fade * (1.0 - SHADOW_CONTRIB));
}
