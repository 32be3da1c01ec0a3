// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/mesh/decimate.h>
#include <orrery/robot/mesh/mesh_cache.h>

#include "content_hash.h"
#include "importers.h"
#include "mapped_file.h"
#include "mesh_cache_format.h"
#include "mesh_file.h"
#include "texture_files.h"

#include <orrery/base/log.h>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <string_view>
#include <system_error>
#include <vector>

namespace orrery::robot {
namespace {

namespace fs = std::filesystem;

fs::path pathFrom(const std::string& text) {
    return fs::path(std::u8string(text.begin(), text.end()));
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
    const std::string how = fmt::format("{} {} {} {} {} {} {}", file.extension, meshImporterVersion,
                                        std::bit_cast<std::uint64_t>(options.creaseAngle), options.applyColladaUpAxis,
                                        options.rotateGltfToZUp, options.textureCoordinates, companions(file));
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

void keep(const std::string& file, const MeshCacheKey& key, const MeshData& mesh) {
    if (const auto written = writeMeshCache(file, key, mesh); !written)
        log(LogLevel::Warning, "mesh", describe(written.error()));
}

} // namespace

std::string MeshCacheKey::fileName() const {
    return fmt::format("{:016x}{:016x}.mesh", hash[0], hash[1]);
}

Result<MeshData> readMeshCache(const std::string& file, const MeshCacheKey& key) {
    const auto mapped = MappedFile::open(pathFrom(file));
    if (!mapped) return fail(MeshErrc::NotFound, "This mesh is not cached yet.", {}, file);
    auto mesh = decodeMesh(key, mapped->bytes());
    if (!mesh) return fail(MeshErrc::Damaged, "This cached mesh cannot be trusted; it is made again.", {}, file);
    return *std::move(mesh);
}

Status writeMeshCache(const std::string& file, const MeshCacheKey& key, const MeshData& mesh) {
    const std::string bytes = encodeMesh(key, mesh);
    const fs::path path = pathFrom(file);
    const fs::path temporary = temporaryBeside(path);
    std::error_code error;
    {
        std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
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

Result<CachedMesh> loadCachedMesh(const std::string& path, const std::string& cacheFolder, const MeshOptions& options) {
    const auto file = readMeshFile(path);
    if (!file) return fail(file.error());
    const MeshCacheKey key = keyFor(*file, options);
    std::error_code ignored;
    fs::create_directories(pathFrom(cacheFolder), ignored);
    const std::string cached = cacheFolder + '/' + key.fileName();
    auto mesh = readMeshCache(cached, key);
    if (!mesh) {
        mesh = importMeshFile(*file, options);
        if (!mesh) return fail(mesh.error());
        keep(cached, key, *mesh);
    }
    findTextures(*mesh, file->path);
    return CachedMesh{*std::move(mesh), key};
}

Result<MeshData> loadMesh(const std::string& path, const std::string& cacheFolder, const MeshOptions& options) {
    auto loaded = loadCachedMesh(path, cacheFolder, options);
    if (!loaded) return fail(loaded.error());
    return std::move(loaded->mesh);
}

MeshData thinThroughCache(const CachedMesh& full, std::size_t targetTriangles, const std::string& cacheFolder) {
    if (!full.mesh.textures.empty()) return decimate(full.mesh, targetTriangles);
    const std::string how = fmt::format("{} {} {}", full.key.fileName(), decimateVersion, targetTriangles);
    const MeshCacheKey key{contentHash(how)};
    const std::string cached = cacheFolder + '/' + key.fileName();
    if (auto thinned = readMeshCache(cached, key)) return *std::move(thinned);
    MeshData thinned = decimate(full.mesh, targetTriangles);
    keep(cached, key, thinned);
    return thinned;
}

} // namespace orrery::robot
