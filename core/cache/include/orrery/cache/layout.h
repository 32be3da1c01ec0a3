// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/hub/repo.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::cache {

enum class Errc {
    UnsafeName, ///< A file name that could leave its folder or that some system cannot hold.
    Locked,     ///< Another program is writing the same file.
    Damaged,    ///< The cache holds something that breaks its own rules.
    Mismatch,   ///< The bytes are not what their hash promises.
};
std::string_view errorDomain(Errc);
std::string_view errorName(Errc value);

/// Whether a path from a server may be made below a folder, by the rules of POSIX and Windows both: relative, no "..",
/// no drive, no backslash, no NUL, no reserved name, no trailing dot or blank. The error names the path.
Status checkFileName(std::string_view path);

/// "models--org--name"
std::string folderName(const hub::RepoId& repo);
std::optional<hub::RepoId> repoFromFolderName(std::string_view name);

/// The paths of one repository in a Hub cache (the layout the Python tools share). Pure.
struct RepoPaths {
    std::filesystem::path root; ///< The cache: $HF_HUB_CACHE.
    hub::RepoId repo;

    [[nodiscard]] std::filesystem::path folder() const;
    [[nodiscard]] std::filesystem::path blobs() const;
    [[nodiscard]] std::filesystem::path blob(std::string_view etag) const;
    [[nodiscard]] std::filesystem::path refs() const;
    [[nodiscard]] std::filesystem::path ref(std::string_view revision) const;
    [[nodiscard]] std::filesystem::path snapshots() const;
    [[nodiscard]] std::filesystem::path snapshot(std::string_view commit) const;
    [[nodiscard]] std::filesystem::path noExist(std::string_view commit, std::string_view path) const;
    [[nodiscard]] std::filesystem::path tree(std::string_view commit) const;
    [[nodiscard]] std::filesystem::path lock(std::string_view etag) const;
};

/// 40 hex digits.
bool isCommit(std::string_view revision);

} // namespace orrery::cache
