// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "questions.h"

#include "text.h"

#include <orrery/hub/errors.h>
#include <orrery/hub/link_header.h>

#include <fmt/format.h>

#include <charconv>
#include <set>

namespace orrery::hub {

namespace {

std::optional<std::uint64_t> numberIn(const net::HttpResponse& answer, std::string_view header) {
    const auto text = answer.header(header);
    std::uint64_t number = 0;
    if (!text) return std::nullopt;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc() || end != text->data() + text->size()) return std::nullopt;
    return number;
}

std::string etagIn(const net::HttpResponse& answer) {
    std::string_view etag = answer.header("x-linked-etag").value_or(answer.header("etag").value_or(""));
    if (etag.starts_with("W/")) etag.remove_prefix(2);
    if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"') etag = etag.substr(1, etag.size() - 2);
    return std::string(etag);
}

tl::unexpected<Error> incomplete(const net::HttpResponse& answer, std::string_view missing) {
    return fail(Errc::BadAnswer, fmt::format("The Hub does not say {} of this file. Try again later.", missing), {},
                net::withoutSecrets(answer.url));
}

} // namespace

std::string subjectOf(const RepoId& repo) {
    return fmt::format("the {} {}", kindName(repo.kind), repo.name);
}

Question repoQuestion(const Endpoint& endpoint, const RepoId& repo, std::string url) {
    return {.endpoint = endpoint, .url = std::move(url), .subject = subjectOf(repo)};
}

std::string nextPage(const Endpoint& endpoint, const net::HttpResponse& answer) {
    for (const auto& [name, value] : answer.headers) {
        const auto link = name == "link" ? nextLink(value) : std::nullopt;
        if (link) return onEndpoint(endpoint, *link).value_or(*link);
    }
    return {};
}

Status checkOwnHost(const Endpoint& endpoint, const std::string& address) {
    const Result<net::Url> own = net::parseUrl(endpoint.url);
    const Result<net::Url> other = net::parseUrl(address);
    if (!own) return fail(own.error());
    if (other && net::origin(*own) == net::origin(*other)) return {};
    return fail(Errc::BadAnswer, "The Hub continues this list on another host, where Orrery does not follow it.", {},
                net::withoutSecrets(address));
}

Result<FileHead> readFileHead(const Endpoint& endpoint, const net::HttpResponse& answer) {
    const auto commit = answer.header("x-repo-commit");
    if (!commit || !isHex(*commit, 40)) {
        return fail(Errc::NotAHub,
                    "What answered is no Hub: it does not name the file's commit. Check the address in the settings, "
                    "and whether this network first wants you to log in.",
                    fmt::format("status {}", answer.status), net::withoutSecrets(answer.url));
    }
    FileHead head{std::string(*commit), etagIn(answer), 0, answer.url};
    auto size = numberIn(answer, "x-linked-size");
    if (const auto location = answer.header("location"); !answer.ok() && location) {
        const Result<std::string> address = onEndpoint(endpoint, *location);
        if (!address) return fail(address.error());
        head.location = *address;
    } else if (!size) {
        size = numberIn(answer, "content-length");
    }
    if (!size) return incomplete(answer, "the size");
    if (head.etag.empty()) return incomplete(answer, "the hash");
    head.size = *size;
    return head;
}

} // namespace orrery::hub
