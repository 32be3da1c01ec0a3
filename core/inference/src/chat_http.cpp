// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "chat_http.h"

#include <algorithm>
#include <utility>

namespace orrery::inference {

namespace {

std::string_view trimmed(std::string_view url) {
    constexpr std::string_view chats = "/chat/completions";
    while (url.ends_with('/')) url.remove_suffix(1);
    if (url.ends_with(chats)) url.remove_suffix(chats.size());
    while (url.ends_with('/')) url.remove_suffix(1);
    return url;
}

/// Whether the last part of the address is a version, "v1" or "v4", or an "openai" below which there is none.
bool namesVersion(std::string_view url) {
    const std::size_t slash = url.rfind('/');
    if (slash == std::string_view::npos || slash == 0 || url[slash - 1] == '/') return false;
    const std::string_view last = url.substr(slash + 1);
    if (last == "openai") return true;
    return last.size() > 1 && last.front() == 'v' &&
           std::ranges::all_of(last.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

bool isLlamaServer(const ChatEndpoint& endpoint) {
    return endpoint.llamaServer || !endpoint.unixSocket.empty();
}

ChatDialect dialectOf(const ChatEndpoint& endpoint) {
    const bool llama = isLlamaServer(endpoint);
    return {.llamaServer = llama, .extras = !llama};
}

std::string versionedUrl(std::string_view baseUrl, std::string_view path) {
    const std::string_view base = trimmed(baseUrl);
    return std::string(base) + (namesVersion(base) ? "" : "/v1") + std::string(path);
}

std::string rootUrl(std::string_view baseUrl, std::string_view path) {
    std::string_view base = trimmed(baseUrl);
    if (namesVersion(base)) base = base.substr(0, base.rfind('/'));
    return std::string(base) + std::string(path);
}

net::HttpRequest httpRequest(const ChatEndpoint& endpoint, std::string url, std::string body) {
    net::HttpRequest request;
    request.url = std::move(url);
    request.unixSocket = endpoint.unixSocket;
    if (!endpoint.apiKey.empty()) request.headers.emplace_back("Authorization", "Bearer " + endpoint.apiKey);
    if (body.empty()) return request;
    request.method = "POST";
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = std::move(body);
    return request;
}

} // namespace orrery::inference
