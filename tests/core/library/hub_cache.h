// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/cache/layout.h>
#include <orrery/library/scan.h>
#include <orrery/platform/hashing.h>
#include <orrery/platform/temporary_directory.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace orrery::test {
namespace fs = std::filesystem;

inline void writeFile(const fs::path& path, const std::string& bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

inline std::string readFile(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Everything below a folder: relative path and, for files, content; for links, the target. To compare before and
/// after.
inline std::vector<std::string> listing(const fs::path& folder) {
    std::vector<std::string> lines;
    if (!fs::exists(folder)) return lines;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        std::string line = entry.path().lexically_relative(folder).string();
        if (entry.is_symlink())
            line += " -> " + fs::read_symlink(entry.path()).string();
        else if (entry.is_regular_file())
            line += " = " + readFile(entry.path());
        lines.push_back(line);
    }
    std::ranges::sort(lines);
    return lines;
}

/// A Hub cache of one's own, written the way the Python tools write it.
class HubCache {
public:
    static inline const std::string commitA = std::string(40, 'a');
    static inline const std::string commitB = std::string(40, 'b');

    HubCache() : m_folder(platform::TemporaryDirectory::create().value()) { fs::create_directories(root()); }

    [[nodiscard]] fs::path base() const { return m_folder.path(); }
    [[nodiscard]] fs::path root() const { return m_folder.path() / "hub"; }
    [[nodiscard]] fs::path repo(const std::string& name = "models--acme--foo") const { return root() / name; }

    /// A file of a snapshot. @param large kept by sha256 as large files are, else by git's name. @return its blob.
    fs::path add(const std::string& path, const std::string& bytes, const std::string& commit = commitA,
                 const std::string& name = "models--acme--foo", bool large = true) const {
        const std::string etag = large ? platform::sha256(bytes) : platform::gitBlobHash(bytes);
        const fs::path blob = repo(name) / "blobs" / etag;
        writeFile(blob, bytes);
        const fs::path link = repo(name) / "snapshots" / commit / path;
        fs::create_directories(link.parent_path());
        fs::create_symlink(fs::relative(blob, link.parent_path()), link);
        return blob;
    }

    /// A large file whose bytes lie in the cache's store for all repositories, as huggingface_hub 2 keeps them.
    /// @return the bytes' place.
    fs::path addShared(const std::string& path, const std::string& bytes, const std::string& name) const {
        const fs::path store = root() / "blobs";
        writeFile(store / ".huggingface-shared-blobs", "1\n");
        const fs::path payload = store / "cc" / std::string(64, 'c');
        writeFile(payload, bytes);
        const fs::path blob = add(path, bytes, commitA, name);
        fs::remove(blob);
        fs::create_symlink(payload.lexically_relative(blob.parent_path()), blob);
        const fs::path list = payload.string() + ".refs";
        writeFile(list, readFile(list) + blob.lexically_relative(root()).string() + "\n");
        return payload;
    }

    void ref(const std::string& ref, const std::string& text, const std::string& name = "models--acme--foo") const {
        writeFile(repo(name) / "refs" / ref, text);
    }

    [[nodiscard]] library::Places places() const {
        library::Places places;
        places.hubCache = root();
        places.pins = base() / "data/pins.json";
        return places;
    }

    [[nodiscard]] library::Library scan() const { return library::scan(places()).value(); }
    [[nodiscard]] library::Item item(const std::string& title = "acme/foo") const { return find(scan(), title); }

    static library::Item find(const library::Library& library, const std::string& title) {
        const auto found = std::ranges::find(library.items, title, &library::Item::title);
        return found == library.items.end() ? library::Item{} : *found;
    }

private:
    platform::TemporaryDirectory m_folder;
};

/// Whether the Python tools' scanner would show a repository's folder: the rules by which it drops one.
inline bool pythonSees(const fs::path& repo) {
    const fs::path snapshots = repo / "snapshots";
    if (!fs::is_directory(snapshots) || fs::is_regular_file(repo / "refs")) return false;
    std::set<std::string> commits;
    for (const auto& revision : fs::directory_iterator(snapshots)) {
        if (!revision.is_directory()) return false;
        commits.insert(revision.path().filename().string());
        for (const auto& entry : fs::recursive_directory_iterator(revision.path()))
            if (!fs::exists(entry.path())) return false;
    }
    if (!fs::is_directory(repo / "refs")) return true;
    for (const auto& entry : fs::recursive_directory_iterator(repo / "refs"))
        if (entry.is_regular_file() && !commits.contains(readFile(entry.path()))) return false;
    return true;
}

inline bool hasFinding(const std::vector<library::Finding>& findings, library::Finding::Kind kind) {
    return std::ranges::find(findings, kind, &library::Finding::kind) != findings.end();
}

} // namespace orrery::test
