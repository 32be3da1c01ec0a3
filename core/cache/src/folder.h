// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/platform/file_descriptor.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace orrery::cache {

/// An open folder of the cache, reached without following a link, so that nothing planted in the cache leads a write
/// out of it. Names are single path segments unless said otherwise.
class Folder {
public:
    /// Opens, or makes, a folder by its path; links on the way are followed: they are the person's own.
    static Result<Folder> open(const std::filesystem::path& path);

    /// A folder in this one, made when missing.
    [[nodiscard]] Result<Folder> enter(std::string_view name) const;
    /// The same down a relative path of several segments; an empty one is this folder.
    [[nodiscard]] Result<Folder> enterAll(std::string_view path) const;

    [[nodiscard]] bool holdsFile(std::string_view name) const; ///< A regular one, not a link to one.
    /// At most `maxSize` bytes of a regular file.
    [[nodiscard]] Result<std::string> read(std::string_view name, std::size_t maxSize) const;
    /// The file appears whole or not at all, through a crash too. Its temporary name is "<name>.<8 hex>.tmp".
    [[nodiscard]] Status write(std::string_view name, std::string_view bytes) const;
    /// An empty file, unless something is there.
    [[nodiscard]] Status touch(std::string_view name) const;
    /// A link of that name to `target`, in place of whatever file or link is there.
    /// @return 0, or the errno of making a link.
    [[nodiscard]] int placeLink(std::string_view name, const std::string& target) const;
    [[nodiscard]] Result<platform::FileDescriptor> openToRead(std::string_view name) const;
    /// Opens a regular file for reading and writing, made when missing.
    [[nodiscard]] Result<platform::FileDescriptor> openFile(std::string_view name, int moreFlags = 0) const;
    /// Puts a file of this file system here, in place of whatever file or link is there.
    [[nodiscard]] Status adopt(const std::filesystem::path& file, std::string_view name) const;

    [[nodiscard]] std::filesystem::path path(std::string_view name) const { return m_path / name; }

private:
    Folder(platform::FileDescriptor file, std::filesystem::path path)
        : m_file(std::move(file)), m_path(std::move(path)) {}
    [[nodiscard]] Result<platform::FileDescriptor> openRegular(std::string_view name, int flags) const;
    [[nodiscard]] tl::unexpected<Error> failure(std::string_view name, int number) const;
    void sync() const;

    platform::FileDescriptor m_file;
    std::filesystem::path m_path;
};

/// Eight hex digits nobody else has.
std::string randomSuffix();

} // namespace orrery::cache
