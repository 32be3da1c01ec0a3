// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <filesystem>
#include <optional>
#include <string_view>

namespace orrery::platform {

/// Where Orrery keeps its own files, by the XDG Base Directory Specification: $XDG_CONFIG_HOME/orrery and so on, or the
/// specification's defaults below the home folder. Relative values are ignored, as it demands. Nothing is created.
struct Folders {
    std::filesystem::path config; ///< Settings a person may edit.
    std::filesystem::path data;   ///< What cannot be made again: sessions, added robots.
    std::filesystem::path cache;  ///< What can be made again at any time.
    std::filesystem::path state;  ///< History, logs, window places.
};
Folders standardFolders();

/// The home folder: $HOME, or the user database's entry.
std::filesystem::path homeFolder();

/// The folder for sockets and other things that end with the session: $XDG_RUNTIME_DIR/orrery, or without that variable
/// /tmp/orrery-<user id>. Created when missing; always 0700, ours, and no link, otherwise an Error.
Result<std::filesystem::path> runtimeFolder();

/// Makes the folder (and its parents) so that only this user can enter it. One that exists is tightened to 0700; a
/// link, a file or somebody else's folder in its place is an Error.
Status makePrivateDirectory(const std::filesystem::path& path);

/// The program of that name on PATH, as a shell would find it, except that relative entries of PATH are skipped.
std::optional<std::filesystem::path> findOnPath(std::string_view name);

} // namespace orrery::platform
