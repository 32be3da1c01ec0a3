// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/mesh/mesh_cache.h>

#include "content_hash.h"
#include "importers.h"
#include "mesh_file.h"

#include <orrery/base/log.h>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <vector>

namespace orrery::robot {
namespace {

namespace fs = std::filesystem;

constexpr std::array<char, 8> magic{'O', 'R', 'R', 'Y', 'M', 'E', 'S', 'H'};
constexpr std::uint32_t byteOrderMark = 0x01020304;
constexpr std::uint32_t layoutVersion = 1;
constexpr std::uint32_t maxParts = 100'000;
constexpr std::uint32_t maxNameBytes = 4096;

struct Header {
    std::array<char, 8> magic;
    std::uint32_t byteOrder;
    std::uint32_t layout;
    std::array<std::uint64_t, 2> key;
    std::array<std::uint64_t, 2> checksum; // of the rest of the header and everything behind it
    std::uint64_t payloadBytes;
    std::uint32_t partCount;
    std::uint32_t twoSided;
    std::array<float, 3> minimum;
    std::array<float, 3> maximum;
};
static_assert(sizeof(Header) == 88 && std::is_trivially_copyable_v<Header>);

struct PartHeader {
    std::uint32_t nameBytes;
    std::uint32_t hasColor;
    std::array<float, 4> color;
    std::uint32_t vertexCount;
    std::uint32_t indexCount;
};
static_assert(sizeof(PartHeader) == 32 && std::is_trivially_copyable_v<PartHeader>);

fs::path pathFrom(const std::string& text) {
    return fs::path(std::u8string(text.begin(), text.end()));
}

template <class T>
void append(std::string& out, const T* values, std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (count > 0) out.append(reinterpret_cast<const char*>(values), count * sizeof(T));
}

std::string encodeParts(const MeshData& mesh) {
    std::string out;
    std::size_t bytes = 0;
    for (const MeshPart& part : mesh.parts)
        bytes +=
            sizeof(PartHeader) + part.material.size() + part.vertices.size() * sizeof(Vertex) + part.indices.size() * 4;
    out.reserve(bytes);
    for (const MeshPart& part : mesh.parts) {
        const std::string_view name = std::string_view(part.material).substr(0, maxNameBytes);
        const PartHeader header{
            static_cast<std::uint32_t>(name.size()), part.color ? 1U : 0U, part.color.value_or(std::array<float, 4>{}),
            static_cast<std::uint32_t>(part.vertices.size()), static_cast<std::uint32_t>(part.indices.size())};
        append(out, &header, 1);
        append(out, name.data(), name.size());
        append(out, part.vertices.data(), part.vertices.size());
        append(out, part.indices.data(), part.indices.size());
    }
    return out;
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
    bool take(std::string& text, std::size_t count) {
        if (count > m_bytes.size()) return false;
        text.assign(m_bytes.substr(0, count));
        m_bytes.remove_prefix(count);
        return true;
    }
    [[nodiscard]] bool atEnd() const { return m_bytes.empty(); }

private:
    std::string_view m_bytes;
};

bool decodePart(Cursor& cursor, MeshPart& part) {
    PartHeader header{};
    if (!cursor.take(&header, 1) || header.nameBytes > maxNameBytes || header.indexCount % 3 != 0) return false;
    if (!cursor.take(part.material, header.nameBytes) || !cursor.take(part.vertices, header.vertexCount) ||
        !cursor.take(part.indices, header.indexCount)) {
        return false;
    }
    if (header.hasColor != 0) part.color = header.color;
    const std::uint32_t count = header.vertexCount;
    return std::all_of(part.indices.begin(), part.indices.end(),
                       [count](std::uint32_t index) { return index < count; });
}

std::array<std::uint64_t, 2> checksumOf(Header header, std::string_view payload) {
    header.checksum = {};
    const auto bytes = std::bit_cast<std::array<char, sizeof header>>(header);
    return contentHash(payload, contentHash({bytes.data(), bytes.size()})[0]);
}

bool isHeaderGood(const Header& header, const MeshCacheKey& key, std::uintmax_t payloadBytes) {
    return header.magic == magic && header.byteOrder == byteOrderMark && header.layout == layoutVersion &&
           header.key == key.hash && header.payloadBytes == payloadBytes && header.partCount <= maxParts &&
           header.twoSided <= 1;
}

bool decodeParts(std::string_view payload, const Header& header, MeshData& mesh) {
    Cursor cursor(payload);
    for (std::uint32_t i = 0; i < header.partCount; ++i) {
        if (!decodePart(cursor, mesh.parts.emplace_back())) return false;
    }
    mesh.minimum = header.minimum;
    mesh.maximum = header.maximum;
    mesh.twoSided = header.twoSided != 0;
    return cursor.atEnd();
}

/// Other files that decide how a mesh looks. Their content is not read: size and time tell a change.
std::string companions(const MeshFile& file) {
    const std::string_view extension = file.extension == "obj" ? ".mtl" : file.extension == "gltf" ? ".bin" : "";
    if (extension.empty()) return {};
    std::vector<std::string> seen;
    std::error_code error;
    for (fs::directory_iterator it(file.path.parent_path(), error), end; !error && it != end; it.increment(error)) {
        if (it->path().extension() != extension) continue;
        std::error_code ignored;
        seen.push_back(fmt::format("{}|{}|{}\n", it->path().filename().string(), it->file_size(ignored),
                                   it->last_write_time(ignored).time_since_epoch().count()));
    }
    std::sort(seen.begin(), seen.end());
    std::string all;
    for (const std::string& one : seen) all += one;
    return all;
}

MeshCacheKey keyFor(const MeshFile& file, const MeshOptions& options) {
    const std::string how = fmt::format("{} {} {} {} {} {}", file.extension, meshImporterVersion,
                                        std::bit_cast<std::uint64_t>(options.creaseAngle), options.applyColladaUpAxis,
                                        options.rotateGltfToZUp, companions(file));
    return {contentHash(file.bytes(), contentHash(how)[0])};
}

fs::path temporaryBeside(const fs::path& file) {
    static const std::uint64_t process =
        std::random_device{}() * 0x100000001ULL ^
        static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
    static std::atomic<unsigned> counter{0};
    fs::path path = file;
    path += fmt::format(".{:x}-{}.tmp", process, counter++);
    return path;
}

} // namespace

std::string MeshCacheKey::fileName() const {
    return fmt::format("{:016x}{:016x}.mesh", hash[0], hash[1]);
}

Result<MeshData> readMeshCache(const std::string& file, const MeshCacheKey& key) {
    const auto damaged = [&] {
        return fail(MeshErrc::Damaged, "This cached mesh cannot be trusted; it is made again.", {}, file);
    };
    std::error_code error;
    const fs::path path = pathFrom(file);
    const std::uintmax_t size = fs::file_size(path, error);
    if (error) return fail(MeshErrc::NotFound, "This mesh is not cached yet.", error.message(), file);
    std::ifstream in(path, std::ios::binary);
    Header header{};
    if (size < sizeof header || !in.read(reinterpret_cast<char*>(&header), sizeof header)) return damaged();
    const std::uintmax_t payloadBytes = size - sizeof header;
    if (!isHeaderGood(header, key, payloadBytes)) return damaged();
    const auto buffer = std::make_unique_for_overwrite<char[]>(payloadBytes);
    if (!in.read(buffer.get(), static_cast<std::streamsize>(payloadBytes))) return damaged();
    const std::string_view payload(buffer.get(), payloadBytes);
    MeshData mesh;
    if (checksumOf(header, payload) != header.checksum || !decodeParts(payload, header, mesh)) return damaged();
    return mesh;
}

Status writeMeshCache(const std::string& file, const MeshCacheKey& key, const MeshData& mesh) {
    const std::string payload = encodeParts(mesh);
    Header header{};
    header.magic = magic;
    header.byteOrder = byteOrderMark;
    header.layout = layoutVersion;
    header.key = key.hash;
    header.payloadBytes = payload.size();
    header.partCount = static_cast<std::uint32_t>(mesh.parts.size());
    header.twoSided = mesh.twoSided ? 1 : 0;
    header.minimum = mesh.minimum;
    header.maximum = mesh.maximum;
    header.checksum = checksumOf(header, payload);
    const fs::path path = pathFrom(file);
    const fs::path temporary = temporaryBeside(path);
    std::error_code error;
    {
        std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
        out.write(reinterpret_cast<const char*>(&header), sizeof header);
        out.write(payload.data(), static_cast<std::streamsize>(payload.size()));
        out.close();
        if (!out) {
            fs::remove(temporary, error);
            return fail(orrery::Errc::Io, "The mesh cache cannot be written; check the folder and free space.", {},
                        file);
        }
    }
    fs::rename(temporary, path, error);
    if (!error) return {};
    const std::string reason = error.message();
    fs::remove(temporary, error);
    return fail(orrery::Errc::Io, "The mesh cache cannot be written; check the folder.", reason, file);
}

Result<MeshData> loadMesh(const std::string& path, const std::string& cacheFolder, const MeshOptions& options) {
    const auto file = readMeshFile(path);
    if (!file) return fail(file.error());
    const MeshCacheKey key = keyFor(*file, options);
    std::error_code ignored;
    fs::create_directories(pathFrom(cacheFolder), ignored);
    const std::string cached = cacheFolder + '/' + key.fileName();
    if (auto mesh = readMeshCache(cached, key)) return mesh;
    auto mesh = importMeshFile(*file, options);
    if (!mesh) return mesh;
    if (const auto written = writeMeshCache(cached, key, *mesh); !written)
        log(LogLevel::Warning, "mesh", describe(written.error()));
    return mesh;
}

} // namespace orrery::robot
