// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/description/mesh_resolver.h>

#include "file_index.h"
#include "mesh_reference.h"
#include "package_finder.h"
#include "paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

namespace orrery::robot {
namespace {

namespace fs = std::filesystem;

bool isBelow(const fs::path& path, const fs::path& folder) {
    const auto [inFolder, inPath] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return inFolder == folder.end() || (inFolder->empty() && std::next(inFolder) == folder.end());
}

std::optional<fs::path> canonicalFile(const fs::path& path) {
    std::error_code error;
    const fs::path canonical = fs::canonical(path, error);
    if (error || !fs::is_regular_file(canonical, error) || error) return std::nullopt;
    return canonical;
}

fs::path joined(const std::vector<std::string>& parts, std::size_t from = 0) {
    fs::path path;
    for (std::size_t i = from; i < parts.size(); ++i) path /= pathFromUtf8(parts[i]);
    return path;
}

std::vector<std::string> splitPathList(const char* variable) {
#ifdef _WIN32
    constexpr char separator = ';';
#else
    constexpr char separator = ':';
#endif
    std::vector<std::string> out;
    const char* value = std::getenv(variable);
    std::string_view text = value ? value : "";
    while (!text.empty()) {
        const auto end = std::min(text.find(separator), text.size());
        if (end > 0) out.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

} // namespace

std::vector<std::string> packageFoldersFromEnvironment() {
    std::vector<std::string> folders;
    for (const std::string& prefix : splitPathList("AMENT_PREFIX_PATH")) folders.push_back(prefix + "/share");
    for (std::string& folder : splitPathList("ROS_PACKAGE_PATH")) folders.push_back(std::move(folder));
    return folders;
}

class MeshResolver::Search {
public:
    explicit Search(MeshSearch given)
        : m_given(std::move(given)),
          m_folder(pathFromUtf8(m_given.descriptionFile).parent_path()),
          m_parent(m_folder.parent_path()),
          m_packages(m_folder, m_given.packageFolders) {
        allow(m_folder);
        // A description right below the top of the file system must not open all of it.
        if (m_parent.has_relative_path()) allow(m_parent);
        for (const std::string& root : m_given.roots) allow(pathFromUtf8(root));
        for (const auto& [package, root] : m_given.packageRoots) allow(pathFromUtf8(root));
    }

    Found find(const std::string& uri) {
        m_outside.clear();
        Found found = findAsWritten(uri);
        if (!found.file.empty()) return found;
        if (const std::string decoded = percentDecoded(uri); decoded != uri) {
            Found again = findAsWritten(decoded);
            if (!again.file.empty()) return again;
        }
        return found;
    }

private:
    void allow(const fs::path& folder) {
        std::error_code error;
        const fs::path canonical = fs::canonical(folder, error);
        if (!error) m_allowed.push_back(canonical);
    }

    std::optional<std::string> accept(const fs::path& path) {
        const auto file = canonicalFile(path);
        if (!file) return std::nullopt;
        const bool inside =
            std::any_of(m_allowed.begin(), m_allowed.end(), [&](const fs::path& root) { return isBelow(*file, root); });
        if (inside) return utf8FromPath(*file);
        m_outside = utf8FromPath(*file);
        return std::nullopt;
    }

    std::optional<std::string> inPackage(const std::string& package, const fs::path& rest) {
        for (const PackageFolder& folder : m_packages.find(package)) {
            const fs::path path = (folder.path / rest).lexically_normal();
            if (folder.fromEnvironment) {
                if (isBelow(path, folder.path.lexically_normal()) && canonicalFile(path)) return utf8FromPath(path);
                continue;
            }
            allow(folder.path);
            if (auto file = accept(path)) return file;
        }
        return std::nullopt;
    }

    std::optional<std::string> besideDescription(const fs::path& rest) {
        if (auto file = accept(m_folder / rest)) return file;
        if (auto file = accept(m_parent / rest)) return file;
        for (const std::string& root : m_given.roots) {
            if (auto file = accept(pathFromUtf8(root) / rest)) return file;
        }
        return std::nullopt;
    }

    std::optional<std::string> exact(const MeshReference& reference) {
        const fs::path rest = joined(reference.parts);
        if (reference.kind == MeshReference::Kind::Absolute) return accept(pathFromUtf8(reference.absolute));
        if (reference.kind == MeshReference::Kind::Relative) return besideDescription(rest);
        const auto mapped = m_given.packageRoots.find(reference.package);
        if (mapped != m_given.packageRoots.end()) {
            if (auto file = accept(pathFromUtf8(mapped->second) / rest)) return file;
        }
        if (auto file = inPackage(reference.package, rest)) return file;
        if (auto file = besideDescription(pathFromUtf8(reference.package) / rest)) return file;
        return besideDescription(rest);
    }

    /// The end of a path from another computer, longest first: as a path here, or as a package's name and a path in it.
    std::optional<std::string> byTail(const MeshReference& reference) {
        constexpr std::size_t longest = 12;
        const auto& parts = reference.parts;
        for (std::size_t from = parts.size() > longest ? parts.size() - longest : 0; from + 1 < parts.size(); ++from) {
            if (auto file = inPackage(parts[from], joined(parts, from + 1))) return file;
            if (auto file = besideDescription(joined(parts, from))) return file;
        }
        return parts.empty() ? std::nullopt : besideDescription(pathFromUtf8(parts.back()));
    }

    const FileIndex& index() {
        if (!m_index) m_index.emplace(m_parent.has_relative_path() ? m_parent : m_folder);
        return *m_index;
    }

    std::optional<std::string> onlyOne(std::vector<fs::path> candidates) {
        if (candidates.size() != 1 || !index().isComplete()) return std::nullopt;
        return accept(candidates.front());
    }

    std::optional<std::string> ignoringCase(const MeshReference& reference) {
        const std::string name = lowerCase(reference.parts.back());
        const std::string folder =
            lowerCase(reference.parts.size() > 1 ? reference.parts[reference.parts.size() - 2] : reference.package);
        std::vector<fs::path> same;
        for (const fs::path& path : index().named(name)) {
            if (lowerCase(utf8FromPath(path.parent_path().filename())) == folder) same.push_back(path);
        }
        return onlyOne(std::move(same));
    }

    Found findAsWritten(const std::string& uri) {
        const MeshReference reference = parseMeshReference(uri);
        if (reference.kind == MeshReference::Kind::Remote) {
            return {{}, "it lies on the network, and descriptions are not followed there", Severity::Warning};
        }
        if (reference.parts.empty()) return {{}, "it names no file", Severity::Warning};
        if (auto file = exact(reference)) return {*file, {}, Severity::Information};
        if (reference.kind == MeshReference::Kind::Absolute) {
            if (auto file = byTail(reference))
                return {*file, fmt::format("its path is of another computer; '{}' is used", *file), Severity::Warning};
        }
        if (auto file = ignoringCase(reference)) {
            return {*file, fmt::format("only upper and lower case differ; '{}' is used", *file), Severity::Information};
        }
        if (auto file = onlyOne(index().named(lowerCase(reference.parts.back())))) {
            return {*file,
                    fmt::format("it is not where it should be; the only file of that name, '{}', is used", *file),
                    Severity::Warning};
        }
        return {{}, whyMissing(reference), Severity::Warning};
    }

    std::string whyMissing(const MeshReference& reference) {
        if (!m_outside.empty()) {
            return fmt::format("'{}' lies outside the robot's folders; add its folder to this robot to allow it",
                               m_outside);
        }
        if (reference.kind == MeshReference::Kind::Package && m_packages.find(reference.package).empty() &&
            !m_given.packageRoots.contains(reference.package)) {
            return fmt::format("the package '{}' was not found; choose its folder for this robot", reference.package);
        }
        return "no such file; choose the folder in which it lies";
    }

    MeshSearch m_given;
    fs::path m_folder;
    fs::path m_parent;
    PackageFinder m_packages;
    std::vector<fs::path> m_allowed; // canonical
    std::optional<FileIndex> m_index;
    std::string m_outside; // a file that was there but must not be read
};

MeshResolver::MeshResolver(MeshSearch search) : m_search(std::make_unique<Search>(std::move(search))) {}
MeshResolver::~MeshResolver() = default;
MeshResolver::MeshResolver(MeshResolver&&) noexcept = default;
MeshResolver& MeshResolver::operator=(MeshResolver&&) noexcept = default;

MeshResolver::Found MeshResolver::find(const std::string& uri) {
    return m_search->find(uri);
}

namespace {

/// What one file name was resolved to and where it stands first.
struct Use {
    MeshResolver::Found found;
    int count = 0;
    int line = 0;
    std::string source;
    std::string link;
};
using Uses = std::map<std::string, Use>; // by the name as written

Finding findingFor(std::string_view kind, const std::string& uri, const Use& use) {
    const std::string times = use.count > 1 ? fmt::format(" (used {} times)", use.count) : std::string();
    const std::string message = use.found.file.empty()
                                    ? fmt::format("{} '{}'{} was not found: {}.", kind, uri, times, use.found.note)
                                    : fmt::format("{} '{}'{}: {}.", kind, uri, times, use.found.note);
    return {use.found.severity, message, use.link, use.source, use.line};
}

void addFindings(std::string_view kind, const Uses& uses, std::vector<Finding>& findings) {
    for (const auto& [uri, use] : uses) {
        if (!use.found.note.empty()) findings.push_back(findingFor(kind, uri, use));
    }
}

} // namespace

void resolveMeshes(LoadedDescription& loaded, const MeshSearch& search) {
    MeshResolver resolver(search);
    Uses meshes;
    Uses textures;
    const auto sourceAt = [&](int file) {
        return file > 0 ? loaded.description.sourceFileAt(file) : search.descriptionFile;
    };
    const auto find = [&](Uses& uses, const std::string& uri, const auto& shape, const std::string& link) {
        const auto [use, isNew] = uses.try_emplace(uri);
        if (isNew) use->second = {resolver.find(uri), 0, shape.line, sourceAt(shape.file), link};
        ++use->second.count;
        return use->second.found.file;
    };
    const auto resolve = [&](auto& shape, const std::string& link) {
        if (auto* mesh = std::get_if<MeshRef>(&shape.geometry)) mesh->file = find(meshes, mesh->uri, shape, link);
    };
    for (Link& link : loaded.description.links) {
        for (Visual& visual : link.visuals) {
            resolve(visual, link.name);
            if (visual.material && !visual.material->textureFile.empty())
                visual.material->texturePath = find(textures, visual.material->textureFile, visual, link.name);
        }
        for (Collision& collision : link.collisions) resolve(collision, link.name);
    }
    addFindings("Mesh", meshes, loaded.findings);
    addFindings("Texture", textures, loaded.findings);
    const auto key = [&](const Finding& finding) {
        return std::tuple(finding.file != search.descriptionFile, std::string_view(finding.file), finding.line);
    };
    std::stable_sort(loaded.findings.begin(), loaded.findings.end(),
                     [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
}

} // namespace orrery::robot
