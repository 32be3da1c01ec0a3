// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/base/error.h>

namespace orrery {

std::string_view errorDomain(Errc) {
    return "base";
}

std::string_view errorName(Errc value) {
    switch (value) {
    case Errc::Cancelled: return "cancelled";
    case Errc::InvalidArgument: return "invalid-argument";
    case Errc::NotFound: return "not-found";
    case Errc::Io: return "io";
    case Errc::Unsupported: return "unsupported";
    case Errc::Internal: return "internal";
    }
    return "unknown";
}

Error cancelledError() {
    return {Errc::Cancelled, "Cancelled.", {}, {}};
}

std::string describe(const Error& error) {
    std::string text = error.message;
    if (!error.detail.empty()) text += " (" + error.detail + ")";
    if (!error.where.empty()) text += " [" + error.where + "]";
    return text;
}

} // namespace orrery
