// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_hub_api.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace orrery::fakes {

namespace {

using nlohmann::json;

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// "6B", "500M", "1234"
std::uint64_t scaled(std::string_view text) {
    double value = 0;
    const char* end = std::from_chars(text.data(), text.data() + text.size(), value).ptr;
    const char unit = end == text.data() + text.size() ? ' ' : *end;
    const double scale = unit == 'B' ? 1e9 : unit == 'M' ? 1e6 : unit == 'K' ? 1e3 : 1;
    return static_cast<std::uint64_t>(value * scale);
}

std::uint64_t parametersOf(const FakeRepo& repo) {
    for (const char* source : {"safetensors", "gguf"}) {
        const auto object = repo.fields.find(source);
        if (object != repo.fields.end() && object->contains("total")) return object->at("total").get<std::uint64_t>();
    }
    return 0;
}

/// "min:6B,max:128B", either side alone too.
bool hasParameters(const FakeRepo& repo, const std::string& bounds) {
    const std::uint64_t count = parametersOf(repo);
    const auto min = bounds.find("min:");
    const auto max = bounds.find("max:");
    const std::string_view text = bounds;
    return count > 0 && (min == std::string::npos || count >= scaled(text.substr(min + 4))) &&
           (max == std::string::npos || count <= scaled(text.substr(max + 4)));
}

bool runsIn(const std::vector<std::string>& tags, const std::string& app) {
    constexpr std::array<std::string_view, 4> ggufApps = {"llama.cpp", "ollama", "lmstudio", "jan"};
    if (std::find(ggufApps.begin(), ggufApps.end(), app) != ggufApps.end()) return contains(tags, "gguf");
    return app == "vllm" && contains(tags, "safetensors");
}

/// Whether a space says it uses one of these.
bool uses(const FakeRepo& repo, const std::string& field, const std::vector<std::string>& ids) {
    const auto used = repo.fields.value(field, std::vector<std::string>());
    return ids.empty() || std::any_of(ids.begin(), ids.end(), [&used](const auto& id) { return contains(used, id); });
}

bool isWanted(const StoredRepo& stored, const Query& query) {
    const FakeRepo& repo = stored.repo;
    const auto tags = tagsOf(repo);
    const std::string search = lowered(query.first("search"));
    const std::string author = query.first("author");
    if (!search.empty() && lowered(repo.id).find(search) == std::string::npos) return false;
    if (!author.empty() && stored.author() != author) return false;
    for (const auto& filter : query.all("filter")) {
        if (!contains(tags, filter)) return false;
    }
    if (query.has("pipeline_tag") && repo.task != query.first("pipeline_tag")) return false;
    if (query.has("gated") && query.isTrue("gated") == repo.gated.empty()) return false;
    if (query.has("num_parameters") && !hasParameters(repo, query.first("num_parameters"))) return false;
    for (const auto& app : query.all("apps")) {
        if (!runsIn(tags, app)) return false;
    }
    if (query.has("inference") && repo.fields.value("inference", "") != query.first("inference")) return false;
    return uses(repo, "models", query.all("models")) && uses(repo, "datasets", query.all("datasets"));
}

/// What the rows are sorted by, largest first; text as text, numbers as numbers.
std::string sortField(const Query& query) {
    const std::string sort = query.first("sort");
    return sort.empty() ? "trendingScore" : sort;
}

bool isSortable(const std::string& field, FakeKind kind) {
    constexpr std::array<std::string_view, 4> fields = {"trendingScore", "lastModified", "createdAt", "likes"};
    return std::find(fields.begin(), fields.end(), field) != fields.end() ||
           (field == "downloads" && kind != FakeKind::Space);
}

void sortRepos(std::vector<RepoPointer>& repos, const std::string& field) {
    std::vector<std::pair<json, RepoPointer>> keyed;
    for (auto& repo : repos) keyed.emplace_back(repoField(*repo, repo->head(), field), repo);
    std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::transform(keyed.begin(), keyed.end(), repos.begin(), [](const auto& pair) { return pair.second; });
}

std::vector<std::string> rowFields(FakeKind kind, const Query& query) {
    std::vector<std::string> fields = {"author", "private",   "likes",       "trendingScore",
                                       "tags",   "createdAt", "lastModified"};
    if (kind != FakeKind::Space) fields.insert(fields.end(), {"gated", "downloads"});
    if (kind == FakeKind::Model) fields.insert(fields.end(), {"modelId", "pipeline_tag", "library_name"});
    if (kind == FakeKind::Dataset) fields.insert(fields.end(), {"description", "mainSize"});
    if (kind == FakeKind::Space) fields.insert(fields.end(), {"sdk", "subdomain", "runtime"});
    if (query.isTrue("full")) fields.insert(fields.end(), {"sha", "siblings", "disabled"});
    const bool card = query.isTrue("cardData") || (query.isTrue("full") && kind != FakeKind::Model);
    if (card) fields.emplace_back("cardData");
    if (query.isTrue("config")) fields.emplace_back("config");
    return fields;
}

} // namespace

FakeResponse listRepos(const ApiCall& call, FakeKind kind) {
    const Query& query = call.query;
    const Expand expand = expandOf(query, kind);
    if (expand.refused) return *expand.refused;
    const std::string sort = sortField(query);
    if (!isSortable(sort, kind)) return badRequest("Invalid option for \"sort\": " + sort);
    if (query.first("inference") == "cold") return badRequest("\"inference\" can only be \"warm\"");

    std::vector<RepoPointer> repos;
    for (auto& repo : call.state.all(kind)) {
        if (repo->repo.movedTo.empty() && call.caller.sees(repo->repo) && isWanted(*repo, query)) repos.push_back(repo);
    }
    sortRepos(repos, sort);
    const auto page = pageOf(query, query.number("limit", 1000, 1000), repos.size());
    if (!page) return badRequest("Invalid cursor");

    const auto fields = expand.fields.empty() ? rowFields(kind, query) : expand.fields;
    json rows = json::array();
    for (std::size_t i = page->begin; i < page->end; ++i) rows.push_back(repoRow(*repos[i], repos[i]->head(), fields));
    FakeResponse response = jsonAnswer(rows);
    addNextLink(response, call.state.advertisedOrigin(), call.request, query, *page, repos.size());
    return response;
}

} // namespace orrery::fakes
