// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/mesh/mesh_data.h>

#include <assimp/material.h>
#include <assimp/scene.h>

#include <array>
#include <optional>

namespace orrery::robot {

/// A material's own sRGB colour and alpha, if it is to be trusted. With a texture only glTF's is: elsewhere it is a
/// left-over of the program that wrote the file.
std::optional<std::array<float, 4>> colorOf(const aiMaterial& material, bool gltf);

/// What colours a material.
struct MaterialTexture {
    MeshTexture picture;
    unsigned coordinates = 0;         ///< Which set of each mesh's texture coordinates.
    std::array<float, 2> scale{1, 1}; ///< Of assimp's coordinates, before the offset.
    std::array<float, 2> offset{};
};
/// The picture of a material's base colour (glTF) or diffuse colour; nothing without one. A picture that lies within
/// the file is copied, unless it is larger than maxTextureBytes.
std::optional<MaterialTexture> textureOf(const aiScene& scene, const aiMaterial& material, bool gltf);

} // namespace orrery::robot
