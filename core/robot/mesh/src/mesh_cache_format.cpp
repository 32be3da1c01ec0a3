// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mesh_cache_format.h"

#include "content_hash.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <type_traits>
#include <vector>

namespace orrery::robot {
namespace {

constexpr std::array<char, 8> magic{'O', 'R', 'R', 'Y', 'M', 'E', 'S', 'H'};
constexpr std::uint32_t byteOrderMark = 0x01020304;
constexpr std::uint32_t layoutVersion = 2;
constexpr std::uint32_t maxParts = 100'000;
constexpr std::uint32_t maxNameBytes = 4096;
constexpr std::uint32_t maxTextures = 10'000;

// Header::flags
constexpr std::uint32_t isTwoSided = 1;
constexpr std::uint32_t hasTextures = 2; // they stand behind the parts
// PartHeader::flags
constexpr std::uint32_t hasColor = 1;
constexpr std::uint32_t hasPlaces = 2; // the texture's index and the coordinates stand behind the indices

constexpr std::uint32_t noTexture = 0xffffffff;

struct Header {
    std::array<char, 8> magic;
    std::uint32_t byteOrder;
    std::uint32_t layout;
    std::array<std::uint64_t, 2> key;
    std::array<std::uint64_t, 2> checksum; // of the rest of the header and everything behind it
    std::uint64_t payloadBytes;
    std::uint32_t partCount;
    std::uint32_t flags;
    std::array<float, 3> minimum;
    std::array<float, 3> maximum;
};
static_assert(sizeof(Header) == 88 && std::is_trivially_copyable_v<Header>);

struct PartHeader {
    std::uint32_t nameBytes;
    std::uint32_t flags;
    std::array<float, 4> color;
    std::uint32_t vertexCount;
    std::uint32_t indexCount;
};
static_assert(sizeof(PartHeader) == 32 && std::is_trivially_copyable_v<PartHeader>);

struct TextureHeader {
    std::uint32_t nameBytes;
    std::uint32_t opaque;
    std::uint64_t bytes;
};
static_assert(sizeof(TextureHeader) == 16 && std::is_trivially_copyable_v<TextureHeader>);

bool hasCoordinates(const MeshPart& part) {
    return !part.textureCoordinates.empty() && part.textureCoordinates.size() == part.vertices.size();
}

template <class T>
void append(std::string& out, const T* values, std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (count > 0) out.append(reinterpret_cast<const char*>(values), count * sizeof(T));
}

std::size_t sizeOf(const MeshData& mesh) {
    std::size_t bytes = 0;
    for (const MeshPart& part : mesh.parts)
        bytes += sizeof(PartHeader) + part.material.size() + part.vertices.size() * sizeof(Vertex) +
                 part.textureCoordinates.size() * sizeof(TextureCoordinate) + part.indices.size() * 4 + 4;
    for (const MeshTexture& texture : mesh.textures)
        bytes += sizeof(TextureHeader) + texture.name.size() + texture.bytes.size();
    return bytes;
}

void encodePart(const MeshPart& part, std::string& out) {
    const std::string_view name = std::string_view(part.material).substr(0, maxNameBytes);
    const PartHeader header{
        static_cast<std::uint32_t>(name.size()), (part.color ? hasColor : 0U) | (hasCoordinates(part) ? hasPlaces : 0U),
        part.color.value_or(std::array<float, 4>{}), static_cast<std::uint32_t>(part.vertices.size()),
        static_cast<std::uint32_t>(part.indices.size())};
    append(out, &header, 1);
    append(out, name.data(), name.size());
    append(out, part.vertices.data(), part.vertices.size());
    append(out, part.indices.data(), part.indices.size());
    if (!hasCoordinates(part)) return;
    const std::uint32_t texture = part.texture.value_or(noTexture);
    append(out, &texture, 1);
    append(out, part.textureCoordinates.data(), part.textureCoordinates.size());
}

void encodeTextures(const std::vector<MeshTexture>& textures, std::string& out) {
    if (textures.empty()) return;
    const auto count = static_cast<std::uint32_t>(textures.size());
    append(out, &count, 1);
    for (const MeshTexture& texture : textures) {
        const std::string_view name = std::string_view(texture.name).substr(0, maxNameBytes);
        const TextureHeader header{static_cast<std::uint32_t>(name.size()), texture.opaque ? 1U : 0U,
                                   texture.bytes.size()};
        append(out, &header, 1);
        append(out, name.data(), name.size());
        append(out, texture.bytes.data(), texture.bytes.size());
    }
}

/// Takes values from the front of bytes and knows when they run out.
class Cursor {
public:
    explicit Cursor(std::string_view bytes) : m_bytes(bytes) {}

    template <class T>
    bool take(T* values, std::size_t count) {
        if (count > m_bytes.size() / sizeof(T)) return false;
        if (count > 0) std::memcpy(values, m_bytes.data(), count * sizeof(T));
        m_bytes.remove_prefix(count * sizeof(T));
        return true;
    }
    template <class T>
    bool take(std::vector<T>& values, std::size_t count) {
        if (count > m_bytes.size() / sizeof(T)) return false;
        values.resize(count);
        return take(values.data(), count);
    }
    bool take(std::string& text, std::uint64_t count) {
        if (count > m_bytes.size()) return false;
        text.assign(m_bytes.substr(0, static_cast<std::size_t>(count)));
        m_bytes.remove_prefix(text.size());
        return true;
    }
    [[nodiscard]] bool atEnd() const { return m_bytes.empty(); }

private:
    std::string_view m_bytes;
};

bool decodePlaces(Cursor& cursor, MeshPart& part) {
    std::uint32_t texture = 0;
    if (part.vertices.empty() || !cursor.take(&texture, 1)) return false;
    if (texture != noTexture) part.texture = texture;
    return cursor.take(part.textureCoordinates, part.vertices.size());
}

bool decodePart(Cursor& cursor, MeshPart& part) {
    PartHeader header{};
    if (!cursor.take(&header, 1) || header.nameBytes > maxNameBytes || header.indexCount % 3 != 0 ||
        header.flags > (hasColor | hasPlaces)) {
        return false;
    }
    if (!cursor.take(part.material, header.nameBytes) || !cursor.take(part.vertices, header.vertexCount) ||
        !cursor.take(part.indices, header.indexCount)) {
        return false;
    }
    if ((header.flags & hasColor) != 0) part.color = header.color;
    if ((header.flags & hasPlaces) != 0 && !decodePlaces(cursor, part)) return false;
    const std::uint32_t count = header.vertexCount;
    return std::all_of(part.indices.begin(), part.indices.end(),
                       [count](std::uint32_t index) { return index < count; });
}

bool decodeTextures(Cursor& cursor, std::vector<MeshTexture>& textures) {
    std::uint32_t count = 0;
    if (!cursor.take(&count, 1) || count == 0 || count > maxTextures) return false;
    for (std::uint32_t i = 0; i < count; ++i) {
        TextureHeader header{};
        MeshTexture& texture = textures.emplace_back();
        if (!cursor.take(&header, 1) || header.nameBytes > maxNameBytes || header.opaque > 1 ||
            !cursor.take(texture.name, header.nameBytes) || !cursor.take(texture.bytes, header.bytes)) {
            return false;
        }
        texture.opaque = header.opaque != 0;
    }
    return true;
}

std::array<std::uint64_t, 2> checksumOf(Header header, std::string_view payload) {
    header.checksum = {};
    const auto bytes = std::bit_cast<std::array<char, sizeof header>>(header);
    return contentHash(payload, contentHash({bytes.data(), bytes.size()})[0]);
}

bool isHeaderGood(const Header& header, const MeshCacheKey& key, std::uintmax_t payloadBytes) {
    return header.magic == magic && header.byteOrder == byteOrderMark && header.layout == layoutVersion &&
           header.key == key.hash && header.payloadBytes == payloadBytes && header.partCount <= maxParts &&
           header.flags <= (isTwoSided | hasTextures);
}

bool decodeMeshFrom(std::string_view payload, const Header& header, MeshData& mesh) {
    Cursor cursor(payload);
    for (std::uint32_t i = 0; i < header.partCount; ++i) {
        if (!decodePart(cursor, mesh.parts.emplace_back())) return false;
    }
    if ((header.flags & hasTextures) != 0 && !decodeTextures(cursor, mesh.textures)) return false;
    mesh.minimum = header.minimum;
    mesh.maximum = header.maximum;
    mesh.twoSided = (header.flags & isTwoSided) != 0;
    return cursor.atEnd() && std::all_of(mesh.parts.begin(), mesh.parts.end(), [&](const MeshPart& part) {
               return !part.texture || *part.texture < mesh.textures.size();
           });
}

Header headerOf(std::string_view bytes) {
    Header header{};
    std::memcpy(&header, bytes.data(), sizeof header);
    return header;
}

void seal(std::string& bytes, Header header) {
    const std::string_view payload = std::string_view(bytes).substr(sizeof header);
    header.magic = magic;
    header.byteOrder = byteOrderMark;
    header.layout = layoutVersion;
    header.payloadBytes = payload.size();
    header.checksum = checksumOf(header, payload);
    std::memcpy(bytes.data(), &header, sizeof header);
}

} // namespace

std::string encodeMesh(const MeshCacheKey& key, const MeshData& mesh) {
    std::string bytes(sizeof(Header), '\0');
    bytes.reserve(bytes.size() + sizeOf(mesh));
    for (const MeshPart& part : mesh.parts) encodePart(part, bytes);
    encodeTextures(mesh.textures, bytes);
    Header header{};
    header.key = key.hash;
    header.partCount = static_cast<std::uint32_t>(mesh.parts.size());
    header.flags = (mesh.twoSided ? isTwoSided : 0U) | (mesh.textures.empty() ? 0U : hasTextures);
    header.minimum = mesh.minimum;
    header.maximum = mesh.maximum;
    seal(bytes, header);
    return bytes;
}

std::optional<MeshData> decodeMesh(const MeshCacheKey& key, std::string_view bytes) {
    if (bytes.size() < sizeof(Header)) return std::nullopt;
    const Header header = headerOf(bytes);
    const std::string_view payload = bytes.substr(sizeof header);
    if (!isHeaderGood(header, key, payload.size()) || checksumOf(header, payload) != header.checksum)
        return std::nullopt;
    MeshData mesh;
    if (!decodeMeshFrom(payload, header, mesh)) return std::nullopt;
    return mesh;
}

void sealMesh(const MeshCacheKey& key, std::string& bytes) {
    if (bytes.size() < sizeof(Header)) return;
    Header header = headerOf(bytes);
    header.key = key.hash;
    seal(bytes, header);
}

} // namespace orrery::robot
