// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "package_finder.h"

#include "paths.h"

#include <tinyxml2.h>

#include <deque>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace orrery::robot {
namespace {

namespace fs = std::filesystem;

constexpr int maxLevelsUp = 8;
/// So far up a folder counts as a package by its name alone; further up it needs a manifest, or any folder of a home
/// would do.
constexpr int maxLevelsByName = 2;
constexpr int maxNeighbours = 300;
constexpr std::uintmax_t maxManifestBytes = 256 * 1024;
constexpr int maxEnvironmentFolders = 3000;
constexpr int maxEnvironmentDepth = 3;

bool isFolder(const fs::path& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

bool hasManifest(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_regular_file(folder / "package.xml", ignored);
}

std::string readManifestName(const fs::path& folder) {
    const fs::path file = folder / "package.xml";
    std::error_code error;
    if (!hasManifest(folder) || fs::file_size(file, error) > maxManifestBytes || error) return {};
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    tinyxml2::XMLDocument document;
    if (document.Parse(text.data(), text.size()) != tinyxml2::XML_SUCCESS) return {};
    const auto* package = document.FirstChildElement("package");
    const auto* name = package ? package->FirstChildElement("name") : nullptr;
    return name && name->GetText() ? name->GetText() : "";
}

std::vector<fs::path> subfolders(const fs::path& folder, int most) {
    std::vector<fs::path> out;
    std::error_code error;
    for (fs::directory_iterator it(folder, fs::directory_options::skip_permission_denied, error), end;
         !error && it != end && most-- > 0; it.increment(error)) {
        std::error_code ignored;
        if (it->is_directory(ignored) && !utf8FromPath(it->path().filename()).starts_with('.'))
            out.push_back(it->path());
    }
    return out;
}

bool isPlainName(const std::string& name) {
    return !name.empty() && !name.starts_with('.') && name.find('/') == std::string::npos;
}

} // namespace

PackageFinder::PackageFinder(fs::path start, std::vector<std::string> packageFolders)
    : m_start(std::move(start)), m_packageFolders(std::move(packageFolders)) {}

const std::vector<PackageFolder>& PackageFinder::find(const std::string& package) {
    const auto [known, isNew] = m_known.try_emplace(package);
    if (isNew && isPlainName(package)) {
        lookUpwards(package, known->second);
        lookInEnvironment(package, known->second);
    }
    return known->second;
}

void PackageFinder::lookUpwards(const std::string& package, std::vector<PackageFolder>& out) {
    fs::path folder = m_start;
    for (int level = 0; level < maxLevelsUp && folder.has_relative_path(); ++level, folder = folder.parent_path()) {
        const bool byName = level <= maxLevelsByName;
        if (manifestName(folder) == package || (byName && folder.filename() == pathFromUtf8(package)))
            out.push_back({folder, false});
        const fs::path below = folder / pathFromUtf8(package);
        if (isFolder(below) && (byName || hasManifest(below))) out.push_back({below, false});
        if (!byName) continue;
        for (const fs::path& neighbour : subfolders(folder, maxNeighbours)) {
            if (neighbour != below && manifestName(neighbour) == package) out.push_back({neighbour, false});
        }
    }
}

void PackageFinder::lookInEnvironment(const std::string& package, std::vector<PackageFolder>& out) const {
    int budget = maxEnvironmentFolders;
    for (const std::string& root : m_packageFolders) {
        const fs::path direct = pathFromUtf8(root) / pathFromUtf8(package);
        if (isFolder(direct)) {
            out.push_back({direct, true});
            continue;
        }
        std::deque<std::pair<fs::path, int>> waiting{{pathFromUtf8(root), 0}};
        while (!waiting.empty() && budget > 0) {
            const auto [folder, depth] = std::move(waiting.front());
            waiting.pop_front();
            for (const fs::path& below : subfolders(folder, budget)) {
                --budget;
                if (below.filename() == pathFromUtf8(package) && hasManifest(below)) out.push_back({below, true});
                if (depth + 1 < maxEnvironmentDepth) waiting.emplace_back(below, depth + 1);
            }
        }
    }
}

const std::string& PackageFinder::manifestName(const fs::path& folder) {
    const auto [known, isNew] = m_manifestNames.try_emplace(folder);
    if (isNew) known->second = readManifestName(folder);
    return known->second;
}

} // namespace orrery::robot
