// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/hub/repo.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::hub {

/// One Hub: the public one, a mirror, a company's own.
struct Endpoint {
    std::string name; ///< For a person: "Hugging Face", "Acme". Unique.
    std::string url;  ///< "https://huggingface.co", without '/' at the end.

    bool operator==(const Endpoint&) const = default;
};

/// HF_ENDPOINT where it is set (named after its host), else the public Hub.
Endpoint defaultEndpoint(const std::function<std::optional<std::string>(std::string_view name)>& environment);

/// The token to send to an endpoint, or nothing. Asked for each request, from any thread; never kept by the callee.
using TokenSource = std::function<std::optional<std::string>(const Endpoint& endpoint)>;

/// Addresses, percent-encoded as the Hub wants them.
std::string apiUrl(const Endpoint& endpoint, const RepoId& repo, std::string_view revision = {});
/// Where the bytes of a file are. `revision` should be a commit.
std::string resolveUrl(const Endpoint& endpoint, const RepoId& repo, std::string_view revision, std::string_view path);
/// The page a person opens in a browser.
std::string webUrl(const Endpoint& endpoint, const RepoId& repo);

/// An absolute address out of an answer (Link, Location) that names the public Hub, moved to this endpoint; others and
/// relative ones are resolved against the endpoint and left alone. A mirror's users stay on the mirror.
Result<std::string> onEndpoint(const Endpoint& endpoint, std::string_view address);

} // namespace orrery::hub
