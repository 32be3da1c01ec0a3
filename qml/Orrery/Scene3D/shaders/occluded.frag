// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The picture, darker where the sky does not reach; the mean over four by four pixels, as the samples were laid.
void MAIN()
{
    vec2 pixel = 1.0 / INPUT_SIZE;
    float open = 0.0;
    for (int x = -2; x < 2; ++x) {
        for (int y = -2; y < 2; ++y)
            open += texture(occlusionMap, INPUT_UV + (vec2(x, y) + 0.5) * pixel).r;
    }
    vec4 picture = texture(INPUT, INPUT_UV);
    FRAGCOLOR = vec4(picture.rgb * mix(1.0, open / 16.0, strength), picture.a);
}
