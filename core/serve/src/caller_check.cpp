// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "caller_check.h"

#include <algorithm>
#include <array>

namespace orrery::serve {

namespace {

bool isThisMachine(std::string_view host) {
    constexpr auto names = std::to_array<std::string_view>({"127.0.0.1", "localhost", "[::1]"});
    const auto colon = host.rfind(':');
    const bool hasPort = colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos;
    if (hasPort) host = host.substr(0, colon);
    return std::ranges::find(names, host) != names.end();
}

std::string_view givenKey(const Caller& caller) {
    constexpr std::string_view scheme = "Bearer ";
    const std::string_view authorization = caller.authorization;
    return authorization.starts_with(scheme) ? authorization.substr(scheme.size()) : std::string_view(caller.apiKey);
}

} // namespace

bool sameKey(std::string_view given, std::string_view key) {
    unsigned difference = given.size() == key.size() ? 0 : 1;
    for (std::size_t i = 0; i < key.size(); ++i) {
        const char theirs = i < given.size() ? given[i] : '\0';
        difference |= static_cast<unsigned char>(theirs ^ key[i]);
    }
    return difference == 0;
}

Verdict judgeCaller(const Caller& caller, std::string_view key, bool needsKey) {
    if (!isThisMachine(caller.host)) return Verdict::ForeignHost;
    if (!caller.origin.empty()) return Verdict::WebPage;
    if (needsKey && !sameKey(givenKey(caller), key)) return Verdict::WrongKey;
    return Verdict::Welcome;
}

} // namespace orrery::serve
