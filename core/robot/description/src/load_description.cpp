// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/description/load_description.h>

#include "mjcf_reader.h"
#include "paths.h"

#include <orrery/robot/description/errors.h>
#include <orrery/robot/description/mesh_resolver.h>
#include <orrery/robot/description/urdf_reader.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace orrery::robot {
namespace {

namespace fs = std::filesystem;

Result<std::string> readFile(const fs::path& path, const std::string& shown) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (!fs::exists(status)) return fail(DescriptionErrc::NotFound, "There is no such file.", {}, shown);
    if (!fs::is_regular_file(status)) {
        return fail(DescriptionErrc::NotFound,
                    "This is a folder or device, not a robot description. Choose the file inside.", {}, shown);
    }
    std::ifstream in(path, std::ios::binary);
    std::string bytes;
    // One byte beyond the limit is enough for the reader to refuse it; the size on disk may change or lie.
    bytes.resize(std::min<std::uintmax_t>(fs::file_size(path, error), maxDescriptionBytes + 1));
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    if (!in.is_open() || in.bad())
        return fail(DescriptionErrc::NotFound, "This file cannot be read; check its permissions.", {}, shown);
    return bytes;
}

} // namespace

Result<LoadedDescription> loadDescription(const std::string& path, const LoadOptions& options) {
    std::error_code error;
    const fs::path absolute = fs::absolute(pathFromUtf8(path), error).lexically_normal();
    const std::string source = utf8FromPath(absolute);
    const auto bytes = readFile(absolute, source);
    if (!bytes) return fail(bytes.error());
    auto loaded = isMjcf(*bytes) ? readMjcf(*bytes, source) : readUrdf(*bytes, source);
    if (!loaded) return fail(loaded.error());
    loaded->description.sourceFile = source;
    MeshSearch search{source, options.packageRoots, options.roots, {}};
    if (options.useRosEnvironment) search.packageFolders = packageFoldersFromEnvironment();
    resolveMeshes(*loaded, search);
    return loaded;
}

} // namespace orrery::robot
