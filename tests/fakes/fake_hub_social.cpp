// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_hub_api.h"

#include <algorithm>

namespace orrery::fakes {

namespace {

using nlohmann::json;

FakeResponse whoAmI(const ApiCall& call) {
    const std::string header = call.request.header("authorization");
    const auto user = header.starts_with("Bearer ") ? call.state.userWith(header.substr(7)) : std::nullopt;
    if (!user) return hubError(401, {}, "Invalid username or password.");
    json answer = {{"type", "user"},
                   {"id", sha1Hex(user->name).substr(0, 24)},
                   {"name", user->name},
                   {"fullname", user->name},
                   {"isPro", false},
                   {"orgs", json::array()},
                   {"auth", {{"type", "access_token"}, {"accessToken", {{"displayName", "test"}, {"role", "read"}}}}}};
    answer.update(user->whoami);
    return jsonAnswer(answer);
}

std::size_t countOf(const ApiCall& call, FakeKind kind, const std::string& author) {
    const auto all = call.state.all(kind);
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const RepoPointer& repo) {
        return repo->author() == author && call.caller.sees(repo->repo);
    }));
}

FakeResponse overview(const ApiCall& call, const std::string& name, bool organisation) {
    const auto account = call.state.account(name, organisation);
    if (!account) return hubError(404, {}, "This user does not exist");
    json answer = {{organisation ? "name" : "user", name},
                   {"fullname", name},
                   {"avatarUrl", "/avatars/" + sha1Hex(name) + ".svg"},
                   {"numModels", countOf(call, FakeKind::Model, name)},
                   {"numDatasets", countOf(call, FakeKind::Dataset, name)},
                   {"numSpaces", countOf(call, FakeKind::Space, name)},
                   {"numFollowers", 0}};
    answer.update(account->fields);
    return jsonAnswer(answer);
}

bool has(const std::string& text, const std::string& part) {
    const auto same = [](char a, char b) { return std::tolower(a) == std::tolower(b); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

std::string ownerOf(const json& collection) {
    const auto owner = collection.find("owner");
    if (owner == collection.end()) return {};
    return owner->is_object() ? owner->value("name", "") : owner->get<std::string>();
}

FakeResponse collectionList(const ApiCall& call) {
    json rows = json::array();
    const std::size_t limit = call.query.number("limit", 10, 100);
    for (json collection : call.state.collections()) {
        const std::string owner = call.query.first("owner");
        const bool wanted = (owner.empty() || ownerOf(collection) == owner) &&
                            has(collection.value("title", ""), call.query.first("q"));
        if (!wanted || rows.size() >= limit) continue;
        json& items = collection["items"];
        if (items.size() > 4) items.erase(items.begin() + 4, items.end());
        rows.push_back(std::move(collection));
    }
    return jsonAnswer(rows);
}

FakeResponse collection(const ApiCall& call, const std::string& slug) {
    for (const json& one : call.state.collections()) {
        if (one.value("slug", "") == slug) return jsonAnswer(one);
    }
    return hubError(404, {}, "Collection not found");
}

FakeResponse papers(const ApiCall& call) {
    json rows = json::array();
    const std::string search = call.query.first("q");
    const std::size_t limit = call.query.number("limit", 120, 120);
    for (const json& paper : call.state.papers()) {
        const json& inner = paper.at("paper");
        const bool wanted = has(inner.value("title", ""), search) || has(inner.value("summary", ""), search);
        if (wanted && rows.size() < limit) rows.push_back(paper);
    }
    return jsonAnswer(rows);
}

FakeResponse trending(const ApiCall& call) {
    auto repos = call.state.all(FakeKind::Model);
    std::erase_if(repos, [&call](const RepoPointer& repo) { return !call.caller.sees(repo->repo); });
    std::stable_sort(repos.begin(), repos.end(),
                     [](const auto& a, const auto& b) { return a->repo.trending > b->repo.trending; });
    repos.resize(std::min(repos.size(), call.query.number("limit", 10, 20)));
    json rows = json::array();
    for (const auto& repo : repos)
        rows.push_back({{"repoType", "model"},
                        {"repoData", repoRow(*repo, repo->head(), {"author", "likes", "downloads", "pipeline_tag"})}});
    return jsonAnswer({{"recentlyTrending", rows}});
}

} // namespace

std::optional<FakeResponse> socialApi(const ApiCall& call, const std::vector<std::string>& segments) {
    const std::size_t count = segments.size();
    const std::string what = count > 1 ? segments[1] : std::string();
    if (what == "whoami-v2") return whoAmI(call);
    if (what == "trending") return trending(call);
    if (what == "papers" && count == 3 && segments[2] == "search") return papers(call);
    if (what == "collections" && count == 2) return collectionList(call);
    if (what == "collections" && count == 4) return collection(call, segments[2] + "/" + segments[3]);
    if (count == 4 && segments[3] == "overview" && (what == "users" || what == "organizations"))
        return overview(call, segments[2], what == "organizations");
    return std::nullopt;
}

} // namespace orrery::fakes
