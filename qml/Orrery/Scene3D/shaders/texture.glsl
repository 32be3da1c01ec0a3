    vec4 texel = texture(surfaceMap, place);
    if (texel.a < 0.5)
        discard;
    base *= pow(texel.rgb, vec3(2.2)); // stored in display values
