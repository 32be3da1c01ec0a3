// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_hub_web.h"

#include <algorithm>
#include <charconv>

namespace orrery::fakes {

namespace {

std::optional<std::size_t> numberIn(std::string_view text, int base = 10) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(separator));
        parts.push_back(part);
        text.remove_prefix(std::min(part.size() + 1, text.size()));
    }
    return parts;
}

/// As one header line can hold it.
std::string headerText(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return text;
}

bool isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '~';
}

} // namespace

std::string percentDecoded(std::string_view text, bool plusIsSpace) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto code = text[i] == '%' ? numberIn(text.substr(i + 1, 2), 16) : std::nullopt;
        if (code) {
            result += static_cast<char>(*code);
            i += 2;
        } else {
            result += plusIsSpace && text[i] == '+' ? ' ' : text[i];
        }
    }
    return result;
}

std::string percentEncoded(std::string_view text, std::string_view alsoKept) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        if (isPlain(c) || alsoKept.find(c) != std::string_view::npos) {
            result += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            result.append({'%', digits[byte >> 4U], digits[byte & 15U]});
        }
    }
    return result;
}

Query::Query(std::string_view text) {
    for (const std::string_view pair : split(text, '&')) {
        const auto equals = std::min(pair.find('='), pair.size());
        std::string name = percentDecoded(pair.substr(0, equals), true);
        if (name.ends_with("[]")) name.resize(name.size() - 2);
        m_pairs.emplace_back(std::move(name), percentDecoded(pair.substr(std::min(equals + 1, pair.size())), true));
    }
}

std::string Query::first(std::string_view name) const {
    for (const auto& [key, value] : m_pairs) {
        if (key == name) return value;
    }
    return {};
}

std::vector<std::string> Query::all(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [key, value] : m_pairs) {
        if (key == name) values.push_back(value);
    }
    return values;
}

bool Query::has(std::string_view name) const {
    return !all(name).empty();
}

bool Query::isTrue(std::string_view name) const {
    const std::string value = first(name);
    return value == "true" || value == "True" || value == "1";
}

std::size_t Query::number(std::string_view name, std::size_t otherwise, std::size_t most) const {
    const auto value = numberIn(first(name));
    return value && *value > 0 ? std::min(*value, most) : otherwise;
}

std::string Query::with(std::string_view name, std::string_view value) const {
    std::string result;
    for (const auto& [key, other] : m_pairs) {
        if (key != name) result += percentEncoded(key) + "=" + percentEncoded(other) + "&";
    }
    return result + percentEncoded(name) + "=" + percentEncoded(value);
}

std::optional<PageSpan> pageOf(const Query& query, std::size_t limit, std::size_t total) {
    const std::string cursor = query.first("cursor");
    std::size_t begin = 0;
    if (!cursor.empty()) {
        const auto at = cursor.starts_with("after:") ? numberIn(cursor.substr(6)) : std::nullopt;
        if (!at) return std::nullopt;
        begin = std::min(*at, total);
    }
    return PageSpan{begin, std::min(begin + limit, total)};
}

void addNextLink(FakeResponse& response, const std::string& origin, const FakeRequest& request, const Query& query,
                 PageSpan span, std::size_t total) {
    if (span.end >= total) return;
    response.headers.emplace_back("Link", "<" + origin + request.path + "?" +
                                              query.with("cursor", "after:" + std::to_string(span.end)) +
                                              ">; rel=\"next\"");
}

std::vector<std::string> pathSegments(std::string_view path) {
    std::vector<std::string> segments;
    for (const std::string_view part : split(path, '/')) {
        if (!part.empty()) segments.push_back(percentDecoded(part));
    }
    return segments;
}

FakeResponse jsonAnswer(const nlohmann::json& value, int status) {
    return {.status = status,
            .headers = {{"Content-Type", "application/json; charset=utf-8"}},
            .body = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

FakeResponse hubError(int status, const std::string& code, const std::string& message) {
    FakeResponse response = jsonAnswer({{"error", message}}, status);
    if (!code.empty()) response.headers.emplace_back("X-Error-Code", code);
    response.headers.emplace_back("X-Error-Message", headerText(message));
    return response;
}

FakeResponse badRequest(const std::string& message) {
    return hubError(400, {}, message);
}

FakeResponse revisionNotFound(const std::string& revision) {
    return hubError(404, "RevisionNotFound", "Invalid rev id: " + revision);
}

FakeResponse entryNotFound(const std::string& path, const std::string& commit) {
    FakeResponse response = hubError(404, "EntryNotFound", "Entry not found: " + path);
    response.headers.emplace_back("X-Repo-Commit", commit);
    return response;
}

FakeResponse repoNotFound(bool anonymous) {
    return anonymous ? hubError(401, "RepoNotFound", "Invalid username or password.")
                     : hubError(404, "RepoNotFound", "Repository not found");
}

FakeResponse gatedAnswer(bool anonymous, const std::string& id) {
    if (anonymous) {
        return hubError(401, "GatedRepo",
                        "Access to model " + id +
                            " is restricted. You must have access to it and be authenticated to "
                            "access it. Please log in.");
    }
    return hubError(403, "GatedRepo",
                    "Access to model " + id +
                        " is restricted and you are not in the authorized list. Visit its page to "
                        "ask for access.");
}

FakeResponse invalidToken() {
    return hubError(401, {}, "Invalid credentials in Authorization header");
}

FakeResponse disabledAnswer() {
    return hubError(403, {}, "Access to this resource is disabled.");
}

} // namespace orrery::fakes
