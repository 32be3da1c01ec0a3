// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/cache/layout.h>

#include <algorithm>

namespace orrery::cache {

namespace fs = std::filesystem;

std::string_view errorDomain(Errc) {
    return "cache";
}

std::string_view errorName(Errc value) {
    switch (value) {
    case Errc::UnsafeName: return "unsafe-name";
    case Errc::Locked: return "locked";
    case Errc::Damaged: return "damaged";
    case Errc::Mismatch: return "mismatch";
    }
    return "unknown";
}

std::string folderName(const hub::RepoId& repo) {
    std::string name(hub::kindPlural(repo.kind));
    for (const char c : "/" + repo.name) {
        if (c == '/') {
            name += "--";
        } else {
            name += c;
        }
    }
    return name;
}

std::optional<hub::RepoId> repoFromFolderName(std::string_view name) {
    for (const auto kind : {hub::RepoKind::Model, hub::RepoKind::Dataset, hub::RepoKind::Space}) {
        const std::string prefix = std::string(hub::kindPlural(kind)) + "--";
        if (!name.starts_with(prefix)) continue;
        const std::string_view rest = name.substr(prefix.size());
        const std::size_t gap = rest.find("--"); // a valid name has none of its own, so it is the '/'
        std::string id(rest.substr(0, gap));
        if (gap != std::string_view::npos) id.append("/").append(rest.substr(gap + 2));
        if (!hub::isValidRepoName(id)) return std::nullopt;
        return hub::RepoId{kind, std::move(id)};
    }
    return std::nullopt;
}

fs::path RepoPaths::folder() const {
    return root / folderName(repo);
}

fs::path RepoPaths::blobs() const {
    return folder() / "blobs";
}

fs::path RepoPaths::blob(std::string_view etag) const {
    return blobs() / etag;
}

fs::path RepoPaths::refs() const {
    return folder() / "refs";
}

fs::path RepoPaths::ref(std::string_view revision) const {
    return refs() / revision;
}

fs::path RepoPaths::snapshots() const {
    return folder() / "snapshots";
}

fs::path RepoPaths::snapshot(std::string_view commit) const {
    return snapshots() / commit;
}

fs::path RepoPaths::noExist(std::string_view commit, std::string_view path) const {
    return folder() / ".no_exist" / commit / path;
}

fs::path RepoPaths::tree(std::string_view commit) const {
    return folder() / "trees" / (std::string(commit) + ".json");
}

fs::path RepoPaths::lock(std::string_view etag) const {
    return root / ".locks" / folderName(repo) / (std::string(etag) + ".lock");
}

bool isCommit(std::string_view revision) {
    const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return revision.size() == 40 && std::all_of(revision.begin(), revision.end(), isHex);
}

} // namespace orrery::cache
