    // SPDX-FileCopyrightText: The Orrery authors
    // SPDX-License-Identifier: GPL-3.0-or-later
    if (dot(sectionPlane.xyz, VAR_WORLD_POSITION) > sectionPlane.w)
        discard;
    // What shows its inside has been cut: the inside is painted flat, as if the body were solid.
    if (!gl_FrontFacing && sectionFill > 0.5) {
        float stripe = step(0.5, fract((gl_FragCoord.x + gl_FragCoord.y) / 12.0));
        BASE_COLOR = vec4(0.0, 0.0, 0.0, 1.0);
        METALNESS = 0.0;
        ROUGHNESS = 1.0;
        SPECULAR_AMOUNT = 0.0;
        EMISSIVE_COLOR = sectionColor.rgb * (0.82 + 0.18 * stripe);
        return;
    }
