// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "link_batches.h"

#include <orrery/robot/mesh/primitives.h>
#include <orrery/robot/mesh/texture_projection.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <variant>

namespace orrery::scene {
namespace {

using robot::MeshData;
using robot::MeshPart;
using robot::TextureCoordinate;
using robot::Vertex;

/// How a part looks.
struct Paint {
    SurfaceMaterial material;
    SceneTexture texture;

    bool operator==(const Paint&) const = default;
};

/// One batch while its parts are collected.
struct Collected {
    Paint paint;
    bool twoSided = false;
    bool marker = false;
    std::vector<Vertex> vertices;
    std::vector<TextureCoordinate> places; ///< One a vertex with a texture, else none.
    std::vector<std::uint32_t> indices;
};

/// A pose and a scale as numbers to multiply a million vertices with.
struct Transform {
    std::array<float, 9> point;  // row-major rotation * scale
    std::array<float, 9> normal; // row-major rotation * inverse scale
    std::array<float, 3> offset;
    bool mirrors;
};

Transform makeTransform(const Pose& pose, Vec3 scale) {
    const std::array columns{rotate(pose.rotation, {1, 0, 0}), rotate(pose.rotation, {0, 1, 0}),
                             rotate(pose.rotation, {0, 0, 1})};
    const std::array scales{scale.x, scale.y, scale.z};
    Transform result{};
    for (std::size_t c = 0; c < 3; ++c) {
        const std::array column{columns[c].x, columns[c].y, columns[c].z};
        for (std::size_t r = 0; r < 3; ++r) {
            result.point[r * 3 + c] = static_cast<float>(column[r] * scales[c]);
            result.normal[r * 3 + c] = static_cast<float>(column[r] / scales[c]);
        }
    }
    result.offset = {static_cast<float>(pose.position.x), static_cast<float>(pose.position.y),
                     static_cast<float>(pose.position.z)};
    result.mirrors = scale.x * scale.y * scale.z < 0;
    return result;
}

std::array<float, 3> multiply(const std::array<float, 9>& m, const std::array<float, 3>& v) {
    return {m[0] * v[0] + m[1] * v[1] + m[2] * v[2], m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
            m[6] * v[0] + m[7] * v[1] + m[8] * v[2]};
}

std::array<float, 3> unit(std::array<float, 3> v) {
    const float length = std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    if (length > 0) {
        for (float& component : v) component /= length;
    }
    return v;
}

void append(Collected& batch, const MeshPart& part, const Transform& transform) {
    const auto first = static_cast<std::uint32_t>(batch.vertices.size());
    batch.vertices.reserve(batch.vertices.size() + part.vertices.size());
    for (const Vertex& vertex : part.vertices) {
        auto position = multiply(transform.point, vertex.position);
        for (std::size_t i = 0; i < 3; ++i) position[i] += transform.offset[i];
        batch.vertices.push_back({position, unit(multiply(transform.normal, vertex.normal))});
    }
    if (!batch.paint.texture.isEmpty())
        batch.places.insert(batch.places.end(), part.textureCoordinates.begin(), part.textureCoordinates.end());
    const std::size_t start = batch.indices.size();
    batch.indices.reserve(start + part.indices.size());
    for (const std::uint32_t index : part.indices) batch.indices.push_back(first + index);
    if (!transform.mirrors) return;
    for (std::size_t i = start; i + 2 < batch.indices.size(); i += 3)
        std::swap(batch.indices[i + 1], batch.indices[i + 2]);
}

Collected& batchFor(std::vector<Collected>& batches, const Paint& paint, bool twoSided, bool marker) {
    const auto found = std::ranges::find_if(batches, [&](const Collected& batch) {
        return batch.paint == paint && batch.twoSided == twoSided && batch.marker == marker;
    });
    if (found != batches.end()) return *found;
    return batches.emplace_back(Collected{paint, twoSided, marker, {}, {}, {}});
}

SurfaceMaterial materialOf(const robot::Visual& visual, const MeshPart& part) {
    std::optional<std::array<float, 4>> color = part.color;
    if (!visual.material) return surfaceMaterial(part.material, color);
    if (const auto& own = visual.material->color) color = {own->r, own->g, own->b, own->a};
    return surfaceMaterial(visual.material->name, color);
}

/// A picture of the description is drawn as it is; one of the mesh with the mesh's own tint.
SurfaceMaterial texturedMaterial(const robot::Visual& visual, const MeshPart& part, bool ofDescription) {
    std::array<float, 4> tint{1, 1, 1, 1};
    if (!ofDescription && part.color) tint = *part.color;
    if (visual.material && visual.material->color) tint[3] = visual.material->color->a;
    return surfaceMaterial(visual.material ? visual.material->name : part.material, tint);
}

/// The picture the description wants for a visual; empty without one that can be drawn.
SceneTexture textureOf(const robot::Visual& visual, const TextureLookup& textures) {
    if (!visual.material || visual.material->texturePath.empty()) return {};
    return textures({visual.material->textureFile, {}, visual.material->texturePath, false}, {});
}

bool positive(double value) {
    return value > 0 && std::isfinite(value);
}

/// Triangles of a shape; nothing for one without extent, which draws nothing on purpose.
std::optional<MeshData> primitive(const robot::Geometry& geometry) {
    if (const auto* box = std::get_if<robot::Box>(&geometry)) {
        if (positive(box->size.x) && positive(box->size.y) && positive(box->size.z)) return robot::makeBox(box->size);
    } else if (const auto* cylinder = std::get_if<robot::Cylinder>(&geometry)) {
        if (positive(cylinder->radius) && positive(cylinder->length))
            return robot::makeCylinder(cylinder->radius, cylinder->length);
    } else if (const auto* sphere = std::get_if<robot::Sphere>(&geometry)) {
        if (positive(sphere->radius)) return robot::makeSphere(sphere->radius);
    } else if (const auto* capsule = std::get_if<robot::Capsule>(&geometry)) {
        if (positive(capsule->radius) && positive(capsule->length))
            return robot::makeCapsule(capsule->radius, capsule->length);
    }
    return std::nullopt;
}

/// An octahedron with flat faces, in the colour of caution.
MeshData makeMarker(double size) {
    const auto half = static_cast<float>(size / 2);
    MeshPart part;
    for (const float x : {1.0F, -1.0F}) {
        for (const float y : {1.0F, -1.0F}) {
            for (const float z : {1.0F, -1.0F}) {
                const std::array<float, 3> normal = unit({x, y, z});
                const auto first = static_cast<std::uint32_t>(part.vertices.size());
                part.vertices.push_back({{x * half, 0, 0}, normal});
                part.vertices.push_back({{0, y * half, 0}, normal});
                part.vertices.push_back({{0, 0, z * half}, normal});
                const bool inward = x * y * z < 0;
                for (const std::uint32_t corner : {0U, inward ? 2U : 1U, inward ? 1U : 2U})
                    part.indices.push_back(first + corner);
            }
        }
    }
    part.color = {0.96F, 0.65F, 0.14F, 1.0F};
    MeshData mesh;
    mesh.parts.push_back(std::move(part));
    return mesh;
}

/// A mesh, where it comes from, and the picture that the description wants on it.
struct Shape {
    const MeshData& mesh;
    std::string file;
    Vec3 scale{1, 1, 1};
    SceneTexture texture;
};

Paint paintOf(const robot::Visual& visual, const Shape& shape, const MeshPart& part, const TextureLookup& textures) {
    if (part.textureCoordinates.empty()) return {materialOf(visual, part), {}};
    if (!shape.texture.isEmpty()) return {texturedMaterial(visual, part, true), shape.texture};
    if (part.texture && *part.texture < shape.mesh.textures.size()) {
        SceneTexture own = textures(shape.mesh.textures[*part.texture], shape.file);
        if (!own.isEmpty()) return {texturedMaterial(visual, part, false), std::move(own)};
    }
    return {materialOf(visual, part), {}};
}

void collect(std::vector<Collected>& batches, const robot::Visual& visual, const Shape& shape,
             const TextureLookup& textures) {
    const Transform transform = makeTransform(visual.linkFromVisual, shape.scale);
    for (const MeshPart& part : shape.mesh.parts) {
        const Paint paint = paintOf(visual, shape, part, textures);
        append(batchFor(batches, paint, shape.mesh.twoSided, false), part, transform);
    }
}

void collectMarker(std::vector<Collected>& batches, const robot::Visual& visual, double size) {
    const MeshData marker = makeMarker(size);
    const Paint paint{surfaceMaterial({}, marker.parts.front().color), {}};
    append(batchFor(batches, paint, false, true), marker.parts.front(),
           makeTransform(visual.linkFromVisual, {1, 1, 1}));
}

bool usableScale(Vec3 scale) {
    return isFinite(scale) && scale.x * scale.y * scale.z != 0;
}

QVector3D toVector(const std::array<float, 3>& v) {
    return {v[0], v[1], v[2]};
}

/// Spreads points over the surface, each standing for the same area.
void sampleSurface(const Collected& from, LinkBatch& batch) {
    constexpr std::size_t wanted = 64;
    const auto corner = [&](std::size_t index) { return toVector(from.vertices[from.indices[index]].position); };
    const auto area = [&](std::size_t i) {
        return QVector3D::crossProduct(corner(i + 1) - corner(i), corner(i + 2) - corner(i)).length() / 2;
    };
    double total = 0;
    for (std::size_t i = 0; i + 2 < from.indices.size(); i += 3) total += static_cast<double>(area(i));
    batch.sampleArea = static_cast<float>(total / wanted);
    double due = total / wanted / 2;
    double passed = 0;
    for (std::size_t i = 0; i + 2 < from.indices.size() && total > 0; i += 3) {
        passed += static_cast<double>(area(i));
        // Points of one large triangle are spread by the golden ratio, so that a box is covered as well as a dense
        // mesh.
        for (; due < passed && batch.samples.size() < wanted; due += total / wanted) {
            const auto n = static_cast<float>(batch.samples.size());
            float u = std::fmod(n * 0.7548777F, 1.0F);
            float v = std::fmod(n * 0.5698403F, 1.0F);
            if (u + v > 1) {
                u = 1 - u;
                v = 1 - v;
            }
            batch.samples.push_back(corner(i) * (1 - u - v) + corner(i + 1) * u + corner(i + 2) * v);
        }
    }
}

template <class T>
QByteArray bytesOf(const std::vector<T>& values) {
    return {reinterpret_cast<const char*>(values.data()), static_cast<qsizetype>(values.size() * sizeof(T))};
}

QByteArray withPlaces(const Collected& from) {
    constexpr qsizetype each = sizeof(Vertex) + sizeof(TextureCoordinate);
    QByteArray bytes(each * static_cast<qsizetype>(from.vertices.size()), Qt::Uninitialized);
    char* at = bytes.data();
    for (std::size_t i = 0; i < from.vertices.size(); ++i, at += each) {
        std::memcpy(at, &from.vertices[i], sizeof(Vertex));
        std::memcpy(at + sizeof(Vertex), &from.places[i], sizeof(TextureCoordinate));
    }
    return bytes;
}

LinkBatch finish(const Collected& from, std::size_t link) {
    LinkBatch batch;
    batch.link = link;
    batch.material = from.paint.material;
    batch.texture = from.paint.texture;
    batch.twoSided = from.twoSided;
    batch.marker = from.marker;
    batch.mesh.vertices = bytesOf(from.vertices);
    batch.mesh.indices = bytesOf(from.indices);
    if (!batch.texture.isEmpty()) batch.mesh.texturedVertices = withPlaces(from);
    batch.mesh.minimum = batch.mesh.maximum = toVector(from.vertices.front().position);
    for (const Vertex& vertex : from.vertices) {
        for (int axis = 0; axis < 3; ++axis) {
            const float value = vertex.position[static_cast<std::size_t>(axis)];
            batch.mesh.minimum[axis] = std::min(batch.mesh.minimum[axis], value);
            batch.mesh.maximum[axis] = std::max(batch.mesh.maximum[axis], value);
        }
    }
    sampleSurface(from, batch);
    return batch;
}

} // namespace

std::vector<LinkBatch> buildLinkBatches(const robot::Link& link, std::size_t linkIndex, const MeshLookup& meshes,
                                        const TextureLookup& textures, double markerSize) {
    std::vector<Collected> collected;
    for (const robot::Visual& visual : link.visuals) {
        if (const auto* reference = std::get_if<robot::MeshRef>(&visual.geometry)) {
            const MeshData* mesh = meshes(reference->file);
            if (mesh && usableScale(reference->scale))
                collect(collected, visual, {*mesh, reference->file, reference->scale, textureOf(visual, textures)},
                        textures);
            else
                collectMarker(collected, visual, markerSize);
        } else if (auto shape = primitive(visual.geometry)) {
            SceneTexture texture = textureOf(visual, textures);
            const bool isBox = std::holds_alternative<robot::Box>(visual.geometry);
            if (!texture.isEmpty())
                robot::projectTexture(*shape, isBox ? robot::Projection::Faces : robot::Projection::Round);
            collect(collected, visual, {*shape, {}, {1, 1, 1}, std::move(texture)}, textures);
        }
    }
    std::erase_if(collected, [](const Collected& batch) { return batch.indices.empty(); });
    std::stable_partition(collected.begin(), collected.end(),
                          [](const Collected& batch) { return batch.paint.material.color[3] >= 1; });
    std::vector<LinkBatch> batches;
    batches.reserve(collected.size());
    for (const Collected& batch : collected) batches.push_back(finish(batch, linkIndex));
    return batches;
}

} // namespace orrery::scene
