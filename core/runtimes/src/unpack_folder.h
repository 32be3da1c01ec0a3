// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/platform/file_descriptor.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace orrery::runtimes {

/// A path inside the folder: its components, none of them "", "." or "..".
using InnerPath = std::vector<std::string>;

/// Nothing when the path is absolute, goes up, is empty, too long or too deep. "./" and doubled "/" are dropped.
std::optional<InnerPath> innerPath(std::string_view path);

/// Whether a symbolic link at `link` with that target stays inside, also where other such links are on its way: ".."
/// only leads from the link's own, real, folder, and not above the top. Pure.
bool staysInside(const InnerPath& link, std::string_view target);

/// A folder that is filled from an archive. No name is followed through a link, and nothing there is replaced.
class UnpackFolder {
public:
    static Result<UnpackFolder> open(const std::filesystem::path& folder);

    Status makeFolder(const InnerPath& path);
    Result<platform::FileDescriptor> createFile(const InnerPath& path, mode_t mode);
    Status makeLink(const InnerPath& path, const std::string& target);
    Status makeHardLink(const InnerPath& path, const InnerPath& existing);

    [[nodiscard]] Error failure(const InnerPath& path, int number) const;

private:
    explicit UnpackFolder(std::filesystem::path path, platform::FileDescriptor root)
        : m_path(std::move(path)), m_root(std::move(root)) {}
    /// The folder that holds the path's last component, made when missing.
    Result<platform::FileDescriptor> parentOf(const InnerPath& path);

    std::filesystem::path m_path;
    platform::FileDescriptor m_root;
};

} // namespace orrery::runtimes
