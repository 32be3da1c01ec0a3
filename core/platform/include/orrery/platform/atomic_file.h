// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace orrery::platform {

/// Who may read a file that did not exist before.
enum class NewFileAccess {
    Default, ///< As the user's umask says.
    Private, ///< Only this user (0600): tokens.
};

/// Replaces the file's whole content, or leaves it as it was: at every instant, also through a crash or a full disk,
/// the path holds either the old bytes or the new ones. On return the new ones are on the disk. An existing file keeps
/// its permissions, and a link keeps pointing to the same file, whose content changes. The folder must exist. Blocks;
/// not for the GUI thread.
Status writeFileAtomically(const std::filesystem::path& path, std::string_view bytes,
                           NewFileAccess access = NewFileAccess::Default);

/// Reads a whole regular file of at most `maxSize` bytes. Blocks; not for the GUI thread.
Result<std::string> readFile(const std::filesystem::path& path, std::uint64_t maxSize = 64ULL << 20U);

} // namespace orrery::platform
