// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace orrery::platform {

enum class Errc {
    NotFound,           ///< The file, folder or program does not exist.
    PermissionDenied,   ///< It exists, but this user may not use it so.
    WrongKind,          ///< A folder where a file was expected, or the other way round, or a link where none may be.
    TooLarge,           ///< The file exceeds the size the caller is ready to read.
    NoSpace,            ///< The disk, the quota or the file-size limit is full.
    Io,                 ///< Reading or writing failed for another reason.
    StartFailed,        ///< The program is there but could not be started.
    SandboxUnavailable, ///< No bubblewrap, or the system does not let it work.
};
std::string_view errorDomain(Errc);
std::string_view errorName(Errc value);

} // namespace orrery::platform
