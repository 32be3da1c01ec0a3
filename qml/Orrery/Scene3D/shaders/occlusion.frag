// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How much of the sky each point of the picture is kept from by what stands around it: 1 is none of it. After the estimator of
// McGuire et al., "The Alchemy Screen-Space Ambient Obscurance Algorithm", 2011.

const int samples = 14;

// Metres before the camera.
float distanceAt(vec2 place)
{
    float depth = texture(DEPTH_TEXTURE, place).x * 2.0 - 1.0;
    float near = CAMERA_PROPERTIES.x;
    float far = CAMERA_PROPERTIES.y;
    return 2.0 * near * far / (far + near - depth * (far - near));
}

// In the camera's axes, metres; the camera looks along +Z here.
vec3 pointAt(vec2 place)
{
    float away = distanceAt(place);
    return vec3((place * 2.0 - 1.0) * halfView * away, away);
}

// Of the two neighbours along an axis the one on the same surface: the nearer in depth.
vec3 slope(vec3 point, vec2 place, vec2 stride)
{
    vec3 ahead = pointAt(place + stride) - point;
    vec3 behind = point - pointAt(place - stride);
    return abs(ahead.z) < abs(behind.z) ? ahead : behind;
}

void MAIN()
{
    vec2 pixel = 1.0 / INPUT_SIZE;
    vec3 point = pointAt(INPUT_UV);
    if (point.z > CAMERA_PROPERTIES.y * 0.98) {
        FRAGCOLOR = vec4(1.0);
        return;
    }
    vec3 normal = normalize(cross(slope(point, INPUT_UV, vec2(0.0, pixel.y)), slope(point, INPUT_UV, vec2(pixel.x, 0.0))));
    if (normal.z > 0.0)
        normal = -normal;

    // Where the samples lie differs from pixel to pixel, four by four; the next pass evens it out.
    vec2 corner = mod(floor(INPUT_UV * INPUT_SIZE), 4.0);
    float turn = (corner.x * 4.0 + corner.y) / 16.0 * 6.2831853;
    vec2 reachInPicture = reach / (point.z * 2.0 * halfView);
    float hidden = 0.0;
    for (int i = 0; i < samples; ++i) {
        float share = (float(i) + 0.5) / float(samples);
        float angle = turn + share * 7.0 * 6.2831853;
        vec3 toward = pointAt(INPUT_UV + vec2(cos(angle), sin(angle)) * share * reachInPicture) - point;
        float squared = dot(toward, toward);
        float facing = max(0.0, dot(toward, normal) - 0.0015 * point.z);
        float near = max(0.0, 1.0 - squared / (reach * reach));
        hidden += near * facing / (sqrt(squared) + 0.0001);
    }
    FRAGCOLOR = vec4(clamp(1.0 - 2.6 * hidden / float(samples), 0.0, 1.0));
}
