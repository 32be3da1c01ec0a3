// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mesh_file.h"

#include <orrery/robot/mesh/mesh_import.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <system_error>

namespace orrery::robot {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 8> supported{"stl", "dae", "obj", "ply", "glb", "gltf", "3ds", "fbx"};

std::string lowerExtension(const fs::path& path) {
    const std::u8string written = path.extension().u8string();
    std::string extension(written.begin(), written.end());
    if (!extension.empty()) extension.erase(0, 1);
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

/// What a file is that only bears a mesh's name; empty when nothing is suspicious.
std::string_view foreignKind(std::string_view bytes) {
    const auto begins = [&](std::string_view start) { return bytes.substr(0, start.size()) == start; };
    if (begins("version https://git-lfs")) {
        return "a Git LFS pointer, a place holder for the real mesh; fetch it with 'git lfs pull' or download the file "
               "itself";
    }
    if (begins("\x1f\x8b")) return "compressed with gzip; unpack it first";
    if (begins("PK\x03\x04")) return "a ZIP archive; unpack it first";
    std::string head(bytes.substr(0, 256));
    std::transform(head.begin(), head.end(), head.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    head.erase(0, std::min(head.find_first_not_of(" \t\r\n"), head.size()));
    if (head.starts_with("<!doctype html") || head.starts_with("<html")) {
        return "a web page, probably an error page saved in place of the mesh; download it again";
    }
    return {};
}

Status checkStatus(const fs::path& path, const std::string& shown) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (!fs::exists(status)) return fail(MeshErrc::NotFound, "There is no such mesh file.", {}, shown);
    if (!fs::is_regular_file(status))
        return fail(MeshErrc::NotFound, "This is a folder or device, not a mesh file.", {}, shown);
    return {};
}

} // namespace

Result<MeshFile> readMeshFile(const std::string& path) {
    MeshFile file;
    file.path = fs::path(std::u8string(path.begin(), path.end()));
    file.shown = path;
    file.extension = lowerExtension(file.path);
    if (auto status = checkStatus(file.path, path); !status) return fail(status.error());
    if (std::find(supported.begin(), supported.end(), file.extension) == supported.end()) {
        return fail(MeshErrc::Unsupported,
                    fmt::format("Orrery cannot show meshes of the kind '.{}'. Convert it to STL, DAE, OBJ, PLY or GLB.",
                                file.extension),
                    {}, path);
    }
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file.path, error);
    if (error) return fail(MeshErrc::NotFound, "This mesh file cannot be read.", error.message(), path);
    if (size == 0) return fail(MeshErrc::Empty, "This mesh file is empty.", {}, path);
    if (size > maxMeshBytes) {
        return fail(MeshErrc::TooLarge,
                    fmt::format("This mesh file has {} MB; Orrery opens up to {} MB.", size / (1024 * 1024),
                                maxMeshBytes / (1024 * 1024)),
                    {}, path);
    }
    file.size = static_cast<std::size_t>(size);
    file.data = std::make_unique_for_overwrite<char[]>(file.size);
    std::ifstream in(file.path, std::ios::binary);
    in.read(file.data.get(), static_cast<std::streamsize>(file.size));
    if (!in) return fail(MeshErrc::NotFound, "This mesh file cannot be read; check its permissions.", {}, path);
    if (const auto kind = foreignKind(file.bytes()); !kind.empty()) {
        return fail(MeshErrc::NotAMesh, fmt::format("This file is {}.", kind), {}, path);
    }
    return file;
}

} // namespace orrery::robot
