// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "header_text.h"

#include <orrery/net/http_client.h>
#include <orrery/net/url.h>

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>

namespace orrery::net {

namespace {

struct UrlDeleter {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using UrlHandle = std::unique_ptr<CURLU, UrlDeleter>;

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
    std::string copy = text;
    curl_free(text);
    return copy;
}

std::uint16_t defaultPort(std::string_view scheme) {
    return scheme == "https" ? 443 : 80;
}

tl::unexpected<Error> badUrl(std::string_view url, std::string detail = {}) {
    std::string shown = withoutSecrets(url);
    return fail(Errc::BadUrl,
                fmt::format("\"{}\" is not a usable web address; one begins with http:// or https://.", shown),
                std::move(detail), shown);
}

/// Sets the whole URL; a second call resolves against the first.
CURLUcode setUrl(CURLU* handle, std::string_view url, unsigned flags) {
    if (url.find('\0') != std::string_view::npos) return CURLUE_MALFORMED_INPUT;
    return curl_url_set(handle, CURLUPART_URL, std::string(url).c_str(), flags);
}

} // namespace

Result<Url> parseUrl(std::string_view url) {
    const UrlHandle handle(curl_url());
    const CURLUcode code = setUrl(handle.get(), url, 0);
    if (code != CURLUE_OK) return badUrl(url, curl_url_strerror(code));
    Url parsed{lowered(part(handle.get(), CURLUPART_SCHEME)), lowered(part(handle.get(), CURLUPART_HOST)), 0,
               part(handle.get(), CURLUPART_PATH)};
    if ((parsed.scheme != "http" && parsed.scheme != "https") || parsed.host.empty()) return badUrl(url);
    const std::string port = part(handle.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    if (std::from_chars(port.data(), port.data() + port.size(), parsed.port).ec != std::errc()) return badUrl(url);
    return parsed;
}

std::string origin(const Url& url) {
    return fmt::format("{}://{}:{}", url.scheme, url.host, url.port);
}

std::string displayHost(const Url& url) {
    return url.port == defaultPort(url.scheme) ? url.host : fmt::format("{}:{}", url.host, url.port);
}

bool isLoopback(std::string_view host) {
    if (host == "localhost" || host.ends_with(".localhost") || host == "[::1]") return true;
    const bool numeric = host.find_first_not_of("0123456789.") == std::string_view::npos;
    return numeric && host.starts_with("127.") && std::count(host.begin(), host.end(), '.') == 3;
}

Result<std::string> resolveUrl(std::string_view base, std::string_view reference) {
    const UrlHandle handle(curl_url());
    if (setUrl(handle.get(), base, 0) != CURLUE_OK) return badUrl(base);
    const CURLUcode code = setUrl(handle.get(), reference, CURLU_URLENCODE);
    if (code != CURLUE_OK) return badUrl(reference, curl_url_strerror(code));
    return part(handle.get(), CURLUPART_URL);
}

std::string withoutSecrets(std::string_view url) {
    url = url.substr(0, url.find_first_of("?#"));
    const std::size_t slashes = url.find("://");
    const std::size_t start = slashes == std::string_view::npos ? 0 : slashes + 3;
    const std::string_view authority = url.substr(start, url.find('/', start) - start);
    const std::size_t at = authority.rfind('@');
    const std::size_t host = at == std::string_view::npos ? start : start + at + 1;
    return std::string(url.substr(0, start)) + std::string(url.substr(host));
}

} // namespace orrery::net
