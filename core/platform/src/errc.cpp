// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/platform/errc.h>
#include <orrery/platform/posix_error.h>

#include <cerrno>
#include <system_error>

namespace orrery::platform {

std::string_view errorDomain(Errc) {
    return "platform";
}

std::string_view errorName(Errc value) {
    switch (value) {
    case Errc::NotFound: return "not-found";
    case Errc::PermissionDenied: return "permission-denied";
    case Errc::WrongKind: return "wrong-kind";
    case Errc::TooLarge: return "too-large";
    case Errc::NoSpace: return "no-space";
    case Errc::Io: return "io";
    case Errc::StartFailed: return "start-failed";
    case Errc::SandboxUnavailable: return "sandbox-unavailable";
    }
    return "unknown";
}

Errc errcFromErrno(int number) {
    switch (number) {
    case ENOENT:
    case ENOTDIR: return Errc::NotFound;
    case EACCES:
    case EPERM:
    case EROFS: return Errc::PermissionDenied;
    case EISDIR:
    case ELOOP: return Errc::WrongKind;
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return Errc::NoSpace;
    default: return Errc::Io;
    }
}

std::string errnoText(int number) {
    return std::system_category().message(number);
}

} // namespace orrery::platform
