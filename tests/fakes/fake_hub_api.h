// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fake_hub_state.h"
#include "fake_hub_web.h"

#include <string>
#include <vector>

namespace orrery::fakes {

/// One request to the endpoint, taken apart.
struct ApiCall {
    FakeHubState& state;
    const FakeRequest& request;
    Query query;
    Caller caller;
    Misbehaviour fault;
};

/// /api/models, /api/datasets, /api/spaces
FakeResponse listRepos(const ApiCall& call, FakeKind kind);

/// A field of a repository at a commit by its `expand` name; null when it has none.
nlohmann::json repoField(const StoredRepo& stored, const StoredCommit& commit, const std::string& name);
/// Which fields `expand` may name.
const std::vector<std::string>& expandable(FakeKind kind);
/// `_id`, `id` and those fields.
nlohmann::json repoRow(const StoredRepo& stored, const StoredCommit& commit, const std::vector<std::string>& fields);
/// The query's expand values; a 400 when one is unknown.
struct Expand {
    std::vector<std::string> fields;
    std::optional<FakeResponse> refused;
};
Expand expandOf(const Query& query, FakeKind kind);
/// The tags as a listing shows and filters them: its own and those that follow from its card.
std::vector<std::string> tagsOf(const FakeRepo& repo);

/// /api/{kind}/{id} and what lies below: `rest` is what follows the id.
FakeResponse repoApi(const ApiCall& call, const StoredRepo& stored, const std::vector<std::string>& rest);

/// /{id}/resolve/{rev}/{path}, and the storage host. `path` is decoded.
FakeResponse resolveFile(const ApiCall& call, const RepoPointer& repo, const std::string& revision,
                         const std::string& path, const std::string& storageOrigin);
FakeResponse storedBytes(FakeHubState& state, const FakeRequest& request, const Misbehaviour& fault);

/// whoami-v2, users, organizations, collections, papers, trending; nothing for other paths.
std::optional<FakeResponse> socialApi(const ApiCall& call, const std::vector<std::string>& segments);

} // namespace orrery::fakes
