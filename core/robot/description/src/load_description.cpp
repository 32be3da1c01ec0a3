// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/description/load_description.h>

#include "mjcf_reader.h"
#include "paths.h"
#include "srdf_reader.h"

#include <orrery/robot/description/errors.h>
#include <orrery/robot/description/find_description.h>
#include <orrery/robot/description/mesh_resolver.h>
#include <orrery/robot/description/sdf_reader.h>
#include <orrery/robot/description/urdf_reader.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>

namespace orrery::robot {
namespace {

namespace fs = std::filesystem;

Result<std::string> readFile(const fs::path& path, const std::string& shown) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (!fs::exists(status)) return fail(DescriptionErrc::NotFound, "There is no such file.", {}, shown);
    if (!fs::is_regular_file(status)) {
        return fail(DescriptionErrc::NotFound, "This is no file but a device or the like, not a robot description.", {},
                    shown);
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

/// Finds files that a description includes: beside the including file, else where meshes are looked for.
class Includes {
public:
    explicit Includes(const MeshSearch& search) : m_packageRoots(search.packageRoots), m_resolver(search) {}

    Result<IncludedFile> open(const std::string& name, const std::string& fromFile) {
        const auto beside = (pathFromUtf8(fromFile).parent_path() / pathFromUtf8(name)).lexically_normal();
        std::error_code ignored;
        const bool isBeside = fs::is_regular_file(beside, ignored);
        const auto found = m_resolver.find(isBeside ? utf8FromPath(beside) : name);
        if (found.file.empty()) return fail(DescriptionErrc::NotFound, found.note + '.', {}, name);
        if (isAnotherModel(name, found.file))
            return fail(DescriptionErrc::NotFound, "there is no such model in the folders searched.", {}, name);
        auto bytes = readFile(pathFromUtf8(found.file), found.file);
        if (!bytes) return fail(bytes.error());
        return IncludedFile{found.file, *std::move(bytes), found.note};
    }

private:
    /// Every model's folder has a model.sdf: one that was guessed by that name is not the one asked for.
    [[nodiscard]] bool isAnotherModel(const std::string& name, const std::string& file) const {
        constexpr std::string_view scheme = "model://";
        if (!name.starts_with(scheme)) return false;
        const std::string inside = name.substr(scheme.size());
        return !m_packageRoots.contains(inside.substr(0, inside.find('/'))) && !file.ends_with('/' + inside);
    }

    std::map<std::string, std::string> m_packageRoots;
    MeshResolver m_resolver;
};

Result<LoadedDescription> readAny(std::string_view bytes, const std::string& source,
                                  const ExpansionOptions& expansion) {
    const auto kind = descriptionKindOf(bytes);
    if (kind == DescriptionKind::Mjcf) return readMjcf(bytes, source);
    return kind == DescriptionKind::Sdf ? readSdf(bytes, source, expansion) : readUrdf(bytes, source, expansion);
}

Result<LoadedDescription> loadFile(const fs::path& path, const LoadOptions& options) {
    const std::string source = utf8FromPath(path);
    const auto bytes = readFile(path, source);
    if (!bytes) return fail(bytes.error());
    MeshSearch search{source, options.packageRoots, options.roots, {}};
    if (options.useRosEnvironment) search.packageFolders = packageFoldersFromEnvironment();
    Includes includes(search);
    const ExpansionOptions expansion{
        options.arguments, options.environment,
        [&](const std::string& name, const std::string& from) { return includes.open(name, from); }};
    auto loaded = readAny(*bytes, source, expansion);
    if (!loaded) return fail(loaded.error());
    loaded->description.sourceFile = source;
    resolveMeshes(*loaded, search);
    addPosesBeside(*loaded);
    return loaded;
}

Result<LoadedDescription> loadFolder(const std::string& folder, const LoadOptions& options) {
    constexpr std::size_t mostTried = 12;
    const auto files = findDescriptions(folder);
    if (!files) return fail(files.error());
    std::optional<Error> first;
    for (std::size_t i = 0; i < std::min(files->size(), mostTried); ++i) {
        auto loaded = loadFile(pathFromUtf8((*files)[i].file), options);
        if (!loaded) {
            if (!first) first = loaded.error();
            continue;
        }
        if (files->size() > 1)
            loaded->findings.insert(loaded->findings.begin(),
                                    {Severity::Information,
                                     fmt::format("This folder holds {} descriptions; '{}' is shown.", files->size(),
                                                 utf8FromPath(pathFromUtf8((*files)[i].file).filename())),
                                     {},
                                     (*files)[i].file,
                                     0});
        return loaded;
    }
    return fail(*std::move(first));
}

} // namespace

Result<LoadedDescription> loadDescription(const std::string& path, const LoadOptions& options) {
    std::error_code error;
    const fs::path absolute = fs::absolute(pathFromUtf8(path), error).lexically_normal();
    if (fs::is_directory(absolute, error)) return loadFolder(utf8FromPath(absolute), options);
    if (options.unpackFolder.empty() || !isRobotArchive(utf8FromPath(absolute))) return loadFile(absolute, options);
    const auto folder = unpackRobotArchive(utf8FromPath(absolute), options.unpackFolder);
    if (!folder) return fail(folder.error());
    return loadFolder(*folder, options);
}

} // namespace orrery::robot
