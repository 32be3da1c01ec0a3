// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace orrery::serve {

/// What a request says about who sends it; headers as they came, empty when absent.
struct Caller {
    std::string host;
    std::string origin;
    std::string authorization;
    std::string apiKey; ///< X-Api-Key
};

enum class Verdict {
    Welcome,
    ForeignHost, ///< A name other than this machine's: how a web page gets around the browser's own rules.
    WebPage,     ///< Sent by a page in a browser.
    WrongKey,    ///< None, or another.
};

/// @param needsKey false: whoever is on this machine may ask.
Verdict judgeCaller(const Caller& caller, std::string_view key, bool needsKey);

/// Takes as long for keys that differ early as for such that differ late.
bool sameKey(std::string_view given, std::string_view key);

} // namespace orrery::serve
