// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "importers.h"

#include "confined_io.h"
#include "scene_materials.h"
#include "smooth_normals.h"
#include "surface.h"
#include "texture_files.h"
#include "texture_weld.h"

#include <assimp/Importer.hpp>
#include <assimp/config.h>
#include <assimp/material.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>
#include <fmt/format.h>
#include <meshoptimizer.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::robot {
namespace {

/// All triangles of one material, in the mesh file's frame.
struct Group {
    std::vector<Float3> positions;
    std::vector<Float3> normals;
    bool normalsAreGood = true;
    std::vector<TextureCoordinate> places; // in the picture; used when it has one
    bool hasPlaces = false;
    std::vector<std::uint32_t> indices;
};

/// By material; where coordinates are kept in any case also without a picture.
using MaterialTextures = std::vector<std::optional<MaterialTexture>>;

bool isGltf(const MeshFile& file) {
    return file.extension == "glb" || file.extension == "gltf";
}

/// The rotation by +90 degrees about x that turns Y up into Z up.
aiMatrix4x4 zUpFromYUp() {
    return {1, 0, 0, 0, 0, 0, -1, 0, 0, 1, 0, 0, 0, 0, 0, 1};
}

Float3 asFloat3(const aiVector3D& v) {
    return {v.x, v.y, v.z};
}

void appendNormals(const aiMesh& mesh, const aiMatrix4x4& rootFromMesh, Group& group) {
    if (!mesh.HasNormals()) {
        group.normalsAreGood = false;
        return;
    }
    aiMatrix3x3 normalMatrix(rootFromMesh);
    normalMatrix.Inverse().Transpose();
    for (unsigned i = 0; i < mesh.mNumVertices; ++i) {
        const Float3 normal = asFloat3(normalMatrix * mesh.mNormals[i]);
        const float length = lengthOf(normal);
        if (!std::isfinite(length) || length < 1e-20F) {
            group.normalsAreGood = false;
            return;
        }
        group.normals.push_back(scaledBy(1 / length, normal));
    }
}

/// assimp's v runs up; ours runs down, as the picture's rows do.
void appendPlaces(const aiMesh& mesh, const MaterialTexture& texture, Group& group) {
    const unsigned set = texture.coordinates;
    const bool has = mesh.HasTextureCoords(set);
    group.hasPlaces = group.hasPlaces || has;
    for (unsigned i = 0; i < mesh.mNumVertices; ++i) {
        const aiVector3D at = has ? mesh.mTextureCoords[set][i] : aiVector3D();
        const float u = at.x * texture.scale[0] + texture.offset[0];
        const float v = at.y * texture.scale[1] + texture.offset[1];
        const bool usable = std::isfinite(u) && std::isfinite(v);
        group.places.push_back(usable ? TextureCoordinate{u, 1 - v} : TextureCoordinate{});
    }
}

void appendMesh(const aiMesh& mesh, const aiMatrix4x4& rootFromMesh, const std::optional<MaterialTexture>& texture,
                Group& group) {
    if (texture) appendPlaces(mesh, *texture, group);
    const auto base = static_cast<std::uint32_t>(group.positions.size());
    for (unsigned i = 0; i < mesh.mNumVertices; ++i)
        group.positions.push_back(asFloat3(rootFromMesh * mesh.mVertices[i]));
    if (group.normalsAreGood) appendNormals(mesh, rootFromMesh, group);
    const bool mirrored = rootFromMesh.Determinant() < 0;
    for (unsigned f = 0; f < mesh.mNumFaces; ++f) {
        const aiFace& face = mesh.mFaces[f];
        if (face.mNumIndices != 3) continue;
        const unsigned second = mirrored ? 2 : 1;
        const unsigned third = mirrored ? 1 : 2;
        for (const unsigned k : {0U, second, third}) group.indices.push_back(base + face.mIndices[k]);
    }
}

/// Every mesh of the node tree by material index. A mesh may be placed many times; the sum is bounded.
Result<std::map<unsigned, Group>> collect(const aiScene& scene, const aiMatrix4x4& zUpFromScene,
                                          const MaterialTextures& textures, const std::string& shown) {
    std::map<unsigned, Group> groups;
    std::size_t faces = 0;
    std::vector<std::pair<const aiNode*, aiMatrix4x4>> waiting{{scene.mRootNode, zUpFromScene}};
    while (!waiting.empty()) {
        const auto [node, rootFromParent] = waiting.back();
        waiting.pop_back();
        const aiMatrix4x4 rootFromNode = rootFromParent * node->mTransformation;
        for (unsigned i = 0; i < node->mNumMeshes; ++i) {
            const aiMesh& mesh = *scene.mMeshes[node->mMeshes[i]];
            faces += mesh.mNumFaces;
            if (faces > maxTriangles) {
                return fail(MeshErrc::TooLarge,
                            fmt::format("This mesh has more than {} million triangles.", maxTriangles / 1'000'000), {},
                            shown);
            }
            appendMesh(mesh, rootFromNode, textures.at(mesh.mMaterialIndex), groups[mesh.mMaterialIndex]);
        }
        for (unsigned i = node->mNumChildren; i-- > 0;) waiting.emplace_back(node->mChildren[i], rootFromNode);
    }
    return groups;
}

void weldWithNormals(const Group& group, MeshPart& part) {
    std::vector<Vertex> vertices(group.positions.size());
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        for (std::size_t k = 0; k < 3; ++k) {
            vertices[i].position[k] = group.positions[i][k] + 0.0F;
            vertices[i].normal[k] = group.normals[i][k] + 0.0F;
        }
    }
    std::vector<std::uint32_t> indices;
    indices.reserve(group.indices.size());
    for (std::size_t i = 0; i + 2 < group.indices.size(); i += 3) {
        const auto& a = vertices[group.indices[i]].position;
        const Float3 normal = crossProduct(subtract(vertices[group.indices[i + 1]].position, a),
                                           subtract(vertices[group.indices[i + 2]].position, a));
        const float area = dotProduct(normal, normal);
        if (area > 0 && std::isfinite(area)) {
            indices.insert(indices.end(), group.indices.begin() + static_cast<std::ptrdiff_t>(i),
                           group.indices.begin() + static_cast<std::ptrdiff_t>(i + 3));
        }
    }
    if (indices.empty()) return;
    std::vector<std::uint32_t> remap(vertices.size());
    const std::size_t unique = meshopt_generateVertexRemap(remap.data(), indices.data(), indices.size(),
                                                           vertices.data(), vertices.size(), sizeof(Vertex));
    part.vertices.resize(unique);
    meshopt_remapVertexBuffer(part.vertices.data(), vertices.data(), vertices.size(), sizeof(Vertex), remap.data());
    part.indices.resize(indices.size());
    meshopt_remapIndexBuffer(part.indices.data(), indices.data(), indices.size(), remap.data());
}

/// The corners of the triangles that can be drawn, with all they have.
std::vector<TexturedVertex> cornersOf(const Group& group, double creaseAngle) {
    if (!group.normalsAreGood) return shadeTextured(group.positions, group.places, group.indices, creaseAngle);
    std::vector<TexturedVertex> corners;
    corners.reserve(group.indices.size());
    for (std::size_t i = 0; i + 2 < group.indices.size(); i += 3) {
        const std::span<const std::uint32_t, 3> triangle(group.indices.data() + i, 3);
        if (!isDrawable(group.positions[triangle[0]], group.positions[triangle[1]], group.positions[triangle[2]]))
            continue;
        for (const std::uint32_t from : triangle)
            corners.push_back({{group.positions[from], group.normals[from]}, group.places[from]});
    }
    return corners;
}

void fill(const Group& group, double creaseAngle, MeshPart& part) {
    if (group.hasPlaces)
        weldTextured(cornersOf(group, creaseAngle), part);
    else if (group.normalsAreGood)
        weldWithNormals(group, part);
    else
        shadeSurface(weldSurface(group.positions, group.indices), creaseAngle, part);
}

/// The picture's index; pictures of the same name are one.
std::uint32_t addTexture(MeshTexture picture, MeshData& mesh) {
    const auto same = std::find_if(mesh.textures.begin(), mesh.textures.end(), [&](const MeshTexture& known) {
        return known.name == picture.name && known.opaque == picture.opaque;
    });
    const auto index = static_cast<std::uint32_t>(same - mesh.textures.begin());
    if (same == mesh.textures.end()) mesh.textures.push_back(std::move(picture));
    return index;
}

/// Whether colours come from the file: assimp gives OBJ without its MTL, and every PLY, a grey of its own.
bool hasOwnColors(const MeshFile& file, const ConfinedIo& io) {
    return file.extension != "ply" && (file.extension != "obj" || io.hasOpenedCompanion());
}

/// assimp joins the points of a PLY without faces to triangles.
bool isPointCloud(const MeshFile& file) {
    if (file.extension != "ply") return false;
    const std::string_view bytes = file.bytes();
    return bytes.substr(0, bytes.find("end_header")).find("element face") == std::string_view::npos;
}

} // namespace

Result<MeshData> importScene(const MeshFile& file, const MeshOptions& options) {
    if (isPointCloud(file))
        return fail(MeshErrc::Empty, "This PLY file holds points without faces, which cannot be shown as a mesh.", {},
                    file.shown);
    Assimp::Importer importer;
    auto* io = new ConfinedIo(file.path); // owned by the importer
    importer.SetIOHandler(io);
    importer.SetPropertyBool(AI_CONFIG_IMPORT_COLLADA_IGNORE_UP_DIRECTION, !options.applyColladaUpAxis);
    importer.SetPropertyBool(AI_CONFIG_IMPORT_NO_SKELETON_MESHES, true);
    const aiScene* scene = importer.ReadFile(file.shown, aiProcess_Triangulate);
    if (!scene || !scene->mRootNode) {
        return fail(MeshErrc::Damaged, fmt::format("This .{} file is damaged or cut off.", file.extension),
                    importer.GetErrorString(), file.shown);
    }
    const bool gltf = isGltf(file);
    const bool turn = (gltf && options.rotateGltfToZUp) || (file.extension == "dae" && options.applyColladaUpAxis);
    MaterialTextures textures(scene->mNumMaterials);
    for (unsigned i = 0; i < scene->mNumMaterials; ++i) {
        textures[i] = textureOf(*scene, *scene->mMaterials[i], gltf);
        if (!textures[i] && options.textureCoordinates) textures[i].emplace();
    }
    const auto groups = collect(*scene, turn ? zUpFromYUp() : aiMatrix4x4(), textures, file.shown);
    if (!groups) return fail(groups.error());
    MeshData mesh;
    for (const auto& [materialIndex, group] : *groups) {
        MeshPart part;
        fill(group, options.creaseAngle, part);
        if (part.indices.empty()) continue;
        const aiMaterial& material = *scene->mMaterials[materialIndex];
        part.material = material.GetName().C_Str();
        if (hasOwnColors(file, *io)) part.color = colorOf(material, gltf);
        if (group.hasPlaces && !textures[materialIndex]->picture.name.empty())
            part.texture = addTexture(std::move(textures[materialIndex]->picture), mesh);
        mesh.parts.push_back(std::move(part));
    }
    return mesh;
}

} // namespace orrery::robot
