// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace orrery::net {

/// The parts of an absolute http or https URL that decide where a request goes.
struct Url {
    std::string scheme;     ///< "http" or "https"
    std::string host;       ///< Lower case; an IPv6 address stands in brackets.
    std::uint16_t port = 0; ///< The scheme's own when the URL names none.
    std::string path;       ///< Begins with '/'; still percent-encoded.

    bool operator==(const Url&) const = default;
};

/// Fails with Errc::BadUrl for anything but an absolute http or https URL.
Result<Url> parseUrl(std::string_view url);

/// "https://host:443": equal for two URLs exactly when a secret for the one may go to the other.
std::string origin(const Url& url);

/// The host for a person to read: with its port only when that is not the scheme's own.
std::string displayHost(const Url& url);

/// Whether the host can only be this machine: localhost, *.localhost, 127.0.0.0/8, [::1].
bool isLoopback(std::string_view host);

/// The absolute URL that `reference` (as in a Location header) means, seen from `base`.
Result<std::string> resolveUrl(std::string_view base, std::string_view reference);

/// The URL without user, password, query and fragment, for messages and logs. Also takes what is no URL.
std::string withoutSecrets(std::string_view url);

} // namespace orrery::net
