// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
// [varying]

// A studio in closed form: what a surface with this roughness sees in this direction (scene axes, Y up). Linear light.
vec3 studioLight(vec3 direction, float roughness)
{
    float soft = mix(0.08, 0.9, roughness);
    vec3 light = mix(groundColor.rgb, skyColor.rgb, smoothstep(-0.45 - soft, 0.45 + soft, direction.y));
    float overhead = smoothstep(0.80 - soft, 0.92 + soft * 0.4, direction.y);
    float side = smoothstep(0.70 - soft, 0.86 + soft * 0.4, dot(direction, vec3(-0.756, 0.252, 0.605)));
    return light + (vec3(0.9, 0.88, 0.84) * overhead + vec3(0.55, 0.60, 0.68) * side) * (1.0 - 0.84 * roughness);
}

void MAIN()
{
    // [section]
    vec3 normal = normalize(gl_FrontFacing ? NORMAL : -NORMAL);
    vec3 view = normalize(VIEW_VECTOR);
    float facing = clamp(dot(normal, view), 0.0, 1.0);
    vec3 base = surfaceColor.rgb;
    // [texture]

    vec3 reflectance = mix(vec3(0.04), base, surfaceMetalness);
    float away = 1.0 - facing;
    float away3 = away * away * away;
    float edge = away3 * away * away;
    vec3 fresnel = reflectance + max(vec3(1.0 - surfaceRoughness) - reflectance, vec3(0.0)) * edge * 0.7;

    vec3 diffuse = base * (1.0 - surfaceMetalness) * studioLight(normal, 1.0);
    vec3 mirrored = fresnel * studioLight(reflect(-view, normal), surfaceRoughness);
    float rim = away3 * smoothstep(-0.3, 0.6, normal.y) * 0.10;
    vec3 own = base * surfaceEmission * (0.75 + 0.5 * facing);

    NORMAL = normal;
    BASE_COLOR = vec4(base, clamp(surfaceAlpha + edge * (1.0 - surfaceAlpha), 0.0, 1.0));
    METALNESS = surfaceMetalness;
    ROUGHNESS = surfaceRoughness;
    SPECULAR_AMOUNT = 0.5;
    vec3 marked = markColor.rgb * mark * (0.18 + 0.6 * away);
    EMISSIVE_COLOR = (diffuse + mirrored + vec3(0.55, 0.68, 0.9) * rim) * studio + own + marked;
}

// Light reaches a little around the edge, as from a wide lamp; there is no hard line where it ends.
void DIRECTIONAL_LIGHT()
{
    float around = clamp((dot(NORMAL, TO_LIGHT_DIR) + 0.22) / 1.22, 0.0, 1.0);
    DIFFUSE += BASE_COLOR.rgb * (1.0 - METALNESS) * LIGHT_COLOR * SHADOW_CONTRIB * around * around;
}

// Colours are turned from linear to display values after this, alpha is not: the inverse of that curve goes around the product.
void POST_PROCESS()
{
    if (COLOR_SUM.a < 1.0)
        COLOR_SUM.rgb = pow(pow(COLOR_SUM.rgb, vec3(1.0 / 2.2)) * COLOR_SUM.a, vec3(2.2));
}
