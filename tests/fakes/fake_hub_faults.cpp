// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_hub_faults.h"

#include <utility>

namespace orrery::fakes {

FakeResponse serverError(int status) {
    return {.status = status, .headers = {{"Content-Type", "text/html"}}, .body = "<h1>Something broke</h1>"};
}

FakeResponse tooManyRequests(int retryAfterSeconds) {
    return {.status = 429,
            .headers = {{"Content-Type", "text/html"}, {"Retry-After", std::to_string(retryAfterSeconds)}},
            .body = "<h1>Too many requests</h1>"};
}

FakeResponse captivePortal() {
    return {.headers = {{"Content-Type", "text/html"}},
            .body = "<!doctype html><title>Welcome</title><p>Sign in to use the network of this hotel.</p>"};
}

FakeResponse redirectTo(std::string url, int status) {
    return {.status = status, .headers = {{"Location", std::move(url)}}};
}

FakeResponse deepJson(std::size_t depth) {
    return {.headers = {{"Content-Type", "application/json"}},
            .body = std::string(depth, '[') + std::string(depth, ']')};
}

FakeResponse giantJson(std::size_t bytes) {
    std::string body = "[{\"id\":\"acme/giant\"}";
    const std::string row = ",{\"id\":\"acme/giant\"}";
    body.reserve(bytes + row.size());
    while (body.size() < bytes) body += row;
    return {.headers = {{"Content-Type", "application/json"}}, .body = body + "]"};
}

bool matches(std::string_view pattern, std::string_view text) {
    const auto star = pattern.find('*');
    if (star == std::string_view::npos) return pattern == text;
    if (!text.starts_with(pattern.substr(0, star))) return false;
    const std::string_view rest = pattern.substr(star + 1);
    for (std::size_t at = star; at <= text.size(); ++at) {
        if (matches(rest, text.substr(at))) return true;
    }
    return false;
}

} // namespace orrery::fakes
