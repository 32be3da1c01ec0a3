// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "scene_materials.h"

#include "texture_files.h"

#include <assimp/GltfMaterial.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace orrery::robot {
namespace {

float srgbFromLinear(float value) {
    const float v = std::clamp(value, 0.0F, 1.0F);
    return v <= 0.0031308F ? 12.92F * v : 1.055F * std::pow(v, 1 / 2.4F) - 0.055F;
}

bool isOpaque(const aiMaterial& material, bool gltf) {
    aiString mode;
    return gltf && material.Get(AI_MATKEY_GLTF_ALPHAMODE, mode) == AI_SUCCESS &&
           std::string_view(mode.C_Str()) == "OPAQUE";
}

float alphaOf(const aiMaterial& material, const aiColor4D& color, bool gltf) {
    if (isOpaque(material, gltf)) return 1;
    float opacity = 1;
    material.Get(AI_MATKEY_OPACITY, opacity);
    const float alpha = gltf ? color.a : std::min(opacity, color.a);
    // Fully transparent is how exporters that mixed up Collada's two conventions write "opaque".
    return alpha > 0.01F ? std::min(alpha, 1.0F) : 1;
}

std::optional<aiTextureType> textureTypeOf(const aiMaterial& material) {
    for (const aiTextureType type : {aiTextureType_BASE_COLOR, aiTextureType_DIFFUSE}) {
        if (material.GetTextureCount(type) > 0) return type;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::array<float, 4>> colorOf(const aiMaterial& material, bool gltf) {
    if (std::string_view(material.GetName().C_Str()) == AI_DEFAULT_MATERIAL_NAME) return std::nullopt;
    if (!gltf && textureTypeOf(material)) return std::nullopt;
    aiColor4D color;
    const bool base = gltf && material.Get(AI_MATKEY_BASE_COLOR, color) == AI_SUCCESS;
    if (!base && material.Get(AI_MATKEY_COLOR_DIFFUSE, color) != AI_SUCCESS) return std::nullopt;
    const auto channel = [&](float value) { return gltf ? srgbFromLinear(value) : std::clamp(value, 0.0F, 1.0F); };
    return std::array{channel(color.r), channel(color.g), channel(color.b), alphaOf(material, color, gltf)};
}

std::optional<MaterialTexture> textureOf(const aiScene& scene, const aiMaterial& material, bool gltf) {
    const auto type = textureTypeOf(material);
    if (!type) return std::nullopt;
    aiString path;
    MaterialTexture texture;
    if (material.GetTexture(*type, 0, &path, nullptr, &texture.coordinates) != AI_SUCCESS || path.length == 0)
        return std::nullopt;
    aiUVTransform transform;
    if (material.Get(AI_MATKEY_UVTRANSFORM(*type, 0), transform) == AI_SUCCESS) {
        texture.scale = {transform.mScaling.x, transform.mScaling.y};
        texture.offset = {transform.mTranslation.x, transform.mTranslation.y};
    }
    texture.picture.name = path.C_Str();
    texture.picture.opaque = isOpaque(material, gltf);
    const aiTexture* embedded = scene.GetEmbeddedTexture(path.C_Str());
    // A height of 0 says that it is encoded; nobody who writes robots writes bare texels.
    if (embedded && embedded->mHeight == 0 && embedded->mWidth <= maxTextureBytes)
        texture.picture.bytes.assign(reinterpret_cast<const char*>(embedded->pcData), embedded->mWidth);
    return texture;
}

} // namespace orrery::robot
