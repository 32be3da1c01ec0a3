// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
VARYING vec3 sceneNormal;
VARYING vec3 toCamera;

// Even within, stronger where the surface turns away. Premultiplied, and in display values: what unshaded materials write goes to the
// screen as it is.
void MAIN()
{
    float away = 1.0 - abs(dot(normalize(sceneNormal), normalize(toCamera)));
    float cover = mix(0.32, 0.85, away * away * away);
    FRAGCOLOR = vec4(ghostColor * cover, cover);
}
