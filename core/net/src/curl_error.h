// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/error.h>

#include <curl/curl.h>

#include <chrono>
#include <string>

namespace orrery::net {

/// Whom a request talks to, in words for a person: no user, query or header in them.
struct Peer {
    std::string name;  ///< "example.org", "127.0.0.1:8080" or "the local socket /run/engine.sock"
    std::string where; ///< The URL without its secrets.
};

/// What libcurl's failure means to a person. `detail` is libcurl's own text; `connectTimeout` is what the request
/// allowed.
Error errorFromCurl(CURLcode code, const Peer& peer, std::string detail, std::chrono::milliseconds connectTimeout);

/// "30 s" or "1.5 s".
std::string inSeconds(std::chrono::milliseconds time);

} // namespace orrery::net
