// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/net/http_client.h>

#include <algorithm>

namespace orrery::net {

std::string_view errorDomain(Errc) {
    return "net";
}

std::string_view errorName(Errc value) {
    switch (value) {
    case Errc::Offline: return "offline";
    case Errc::Timeout: return "timeout";
    case Errc::Tls: return "tls";
    case Errc::BrokenOff: return "broken-off";
    case Errc::BadUrl: return "bad-url";
    case Errc::TooLarge: return "too-large";
    case Errc::Protocol: return "protocol";
    }
    return "unknown";
}

std::optional<std::string_view> HttpResponse::header(std::string_view name) const {
    const auto found = std::find_if(headers.begin(), headers.end(), [name](const auto& h) { return h.first == name; });
    if (found == headers.end()) return std::nullopt;
    return found->second;
}

} // namespace orrery::net
