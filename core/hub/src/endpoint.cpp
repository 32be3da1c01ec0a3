// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/hub/endpoint.h>

#include "percent.h"
#include "text.h"

#include <orrery/net/url.h>

#include <array>

namespace orrery::hub {

namespace {

constexpr std::string_view publicUrl = "https://huggingface.co";
/// What a server behind a mirror calls itself.
constexpr std::array<std::string_view, 2> publicUrls{publicUrl, "https://hub-ci.huggingface.co"};

/// The part of an address that a browser shows before a repository's name.
std::string_view webPrefix(RepoKind kind) {
    switch (kind) {
    case RepoKind::Model: return "";
    case RepoKind::Dataset: return "datasets/";
    case RepoKind::Space: return "spaces/";
    }
    return "";
}

} // namespace

Endpoint defaultEndpoint(const std::function<std::optional<std::string>(std::string_view name)>& environment) {
    const std::string set = environment("HF_ENDPOINT").value_or("");
    std::string_view url = trimmed(set);
    while (url.ends_with('/')) url.remove_suffix(1);
    if (url.empty() || url == publicUrl) return {"Hugging Face", std::string(publicUrl)};
    const Result<net::Url> parsed = net::parseUrl(url);
    return {parsed ? net::displayHost(*parsed) : net::withoutSecrets(url), std::string(url)};
}

std::string apiUrl(const Endpoint& endpoint, const RepoId& repo, std::string_view revision) {
    std::string url = endpoint.url + "/api/";
    url += kindPlural(repo.kind);
    url += '/' + percentEncoded(repo.name, true);
    if (!revision.empty()) url += "/revision/" + percentEncoded(revision);
    return url;
}

std::string resolveUrl(const Endpoint& endpoint, const RepoId& repo, std::string_view revision, std::string_view path) {
    return webUrl(endpoint, repo) + "/resolve/" + percentEncoded(revision) + '/' + percentEncoded(path, true);
}

std::string webUrl(const Endpoint& endpoint, const RepoId& repo) {
    return endpoint.url + '/' + std::string(webPrefix(repo.kind)) + percentEncoded(repo.name, true);
}

Result<std::string> onEndpoint(const Endpoint& endpoint, std::string_view address) {
    for (const std::string_view site : publicUrls) {
        if (!address.starts_with(site)) continue;
        const std::string_view rest = address.substr(site.size());
        if (rest.empty() || rest.front() == '/' || rest.front() == '?') return endpoint.url + std::string(rest);
    }
    return net::resolveUrl(endpoint.url + '/', address);
}

} // namespace orrery::hub
