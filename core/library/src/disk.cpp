// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

EntryType typeOf(mode_t mode) {
    if (S_ISREG(mode)) return EntryType::File;
    if (S_ISDIR(mode)) return EntryType::Folder;
    return S_ISLNK(mode) ? EntryType::Link : EntryType::Other;
}

std::chrono::system_clock::time_point timePoint(const struct timespec& time) {
    const auto since = std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    return std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(since));
}

std::optional<FileFacts> facts(const fs::path& path, int flags) {
    struct stat info {};
    if (::fstatat(AT_FDCWD, path.c_str(), &info, flags) != 0) return std::nullopt;
    return FileFacts{typeOf(info.st_mode),
                     static_cast<std::uint64_t>(info.st_size),
                     static_cast<std::uint64_t>(info.st_nlink),
                     {static_cast<std::uint64_t>(info.st_dev), static_cast<std::uint64_t>(info.st_ino)},
                     timePoint(info.st_atim),
                     timePoint(info.st_mtim)};
}

EntryType typeOf(const struct dirent& entry, int folder) {
    switch (entry.d_type) {
    case DT_REG: return EntryType::File;
    case DT_DIR: return EntryType::Folder;
    case DT_LNK: return EntryType::Link;
    case DT_UNKNOWN: break; // some file systems do not say
    default: return EntryType::Other;
    }
    struct stat info {};
    return ::fstatat(folder, entry.d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 ? typeOf(info.st_mode) : EntryType::Other;
}

} // namespace

std::optional<FileFacts> factsOf(const fs::path& path) {
    return facts(path, 0);
}

std::optional<FileFacts> factsOfName(const fs::path& path) {
    return facts(path, AT_SYMLINK_NOFOLLOW);
}

std::optional<std::vector<FolderEntry>> entriesOf(const fs::path& folder) {
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(folder.c_str()), ::closedir);
    if (!directory) return std::nullopt;
    std::vector<FolderEntry> entries;
    while (const struct dirent* entry = ::readdir(directory.get())) {
        std::string name = entry->d_name;
        if (name != "." && name != "..") entries.push_back({std::move(name), typeOf(*entry, ::dirfd(directory.get()))});
    }
    std::ranges::sort(entries, {}, &FolderEntry::name);
    return entries;
}

bool isBelow(const fs::path& path, const fs::path& folder) {
    const fs::path relative = path.lexically_normal().lexically_relative(folder.lexically_normal());
    return !relative.empty() && relative != "." && *relative.begin() != "..";
}

std::optional<fs::path> linkTarget(const fs::path& link) {
    std::error_code error;
    const fs::path target = fs::read_symlink(link, error);
    if (error) return std::nullopt;
    return (link.parent_path() / target).lexically_normal();
}

bool isWritable(const fs::path& path) {
    return ::access(path.c_str(), W_OK) == 0;
}

bool isDesktopFile(const std::string& name) {
    return name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini";
}

} // namespace orrery::library
