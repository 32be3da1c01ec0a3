// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/runtimes/runtime_store.h>

namespace orrery::runtimes {

std::string_view errorDomain(Errc) {
    return "runtimes";
}

std::string_view errorName(Errc value) {
    switch (value) {
    case Errc::WrongHash: return "wrong-hash";
    case Errc::BadArchive: return "bad-archive";
    case Errc::NoEngine: return "no-engine";
    case Errc::InUse: return "in-use";
    case Errc::NotOurs: return "not-ours";
    case Errc::NoPackages: return "no-packages";
    case Errc::BadRelease: return "bad-release";
    case Errc::Busy: return "busy";
    case Errc::NoOrigin: return "no-origin";
    }
    return "unknown";
}

} // namespace orrery::runtimes
