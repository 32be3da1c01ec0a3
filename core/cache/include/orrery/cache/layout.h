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
/// no drive, no backslash, no NUL, no reserved name, no trailing dot or blank. The error names the path. Characters
/// that only Windows refuses ("|", "?", a colon further on) pass: published datasets use them.
Status checkFileName(std::string_view path);

/// Whether it may name a blob: letters, digits, '.', '_' and '-', not a dot first, at most 128 of them. Every sha256
/// and git hash may, and what proxies send instead of them mostly too.
bool isEtag(std::string_view etag);

/// "models--org--name"
std::string folderName(const hub::RepoId& repo);
std::optional<hub::RepoId> repoFromFolderName(std::string_view name);

/// The paths of one repository in a Hub cache (the layout the Python tools share). Pure.
struct RepoPaths {
    std::filesystem::path root; ///< The cache: $HF_HUB_CACHE.
    hub::RepoId repo;
    bool links = true; ///< False writes files into snapshots, as HF_HUB_DISABLE_SYMLINKS asks.

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

/// 40 lower-case hex digits.
bool isCommit(std::string_view revision);

} // namespace orrery::cache
