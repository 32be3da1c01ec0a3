// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace orrery::library {

enum class EntryType { File, Folder, Link, Other };

struct FileFacts {
    EntryType type = EntryType::Other;
    std::uint64_t size = 0;
    std::uint64_t names = 1;                            ///< Hard links.
    std::pair<std::uint64_t, std::uint64_t> identity{}; ///< Device and inode: equal for two names of one file.
    std::chrono::system_clock::time_point used;
    std::chrono::system_clock::time_point modified;
};

/// What a path leads to, through links. Nothing: it leads nowhere, or may not be asked.
std::optional<FileFacts> factsOf(const std::filesystem::path& path);
/// What stands at the path itself, a link being a link.
std::optional<FileFacts> factsOfName(const std::filesystem::path& path);

struct FolderEntry {
    std::string name;
    EntryType type = EntryType::Other; ///< A link is a link.
};

/// What a folder holds, by name. Nothing: it cannot be read.
std::optional<std::vector<FolderEntry>> entriesOf(const std::filesystem::path& folder);

/// Lexically: whether `path` lies somewhere below `folder`.
bool isBelow(const std::filesystem::path& path, const std::filesystem::path& folder);

/// Where a link leads, made absolute by the link's own place, no further link followed.
std::optional<std::filesystem::path> linkTarget(const std::filesystem::path& link);

bool isWritable(const std::filesystem::path& path);

/// Files that desktops leave in any folder: ".DS_Store" and the like.
bool isDesktopFile(const std::string& name);

} // namespace orrery::library
