// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_hub_api.h"

#include <algorithm>

namespace orrery::fakes {

namespace {

using nlohmann::json;

const json& cardOf(const FakeRepo& repo) {
    static const json none = json::object();
    const auto card = repo.fields.find("cardData");
    return card != repo.fields.end() && card->is_object() ? *card : none;
}

/// The texts of a card's field, which holds one or a list.
std::vector<std::string> textsOf(const json& card, const std::string& name) {
    std::vector<std::string> texts;
    const auto value = card.find(name);
    if (value == card.end()) return texts;
    for (const auto& text : value->is_array() ? *value : json::array({*value})) {
        if (text.is_string()) texts.push_back(text);
    }
    return texts;
}

json siblingsOf(const StoredCommit& commit) {
    json siblings = json::array();
    for (const auto& [path, file] : commit.files) siblings.push_back({{"rfilename", path}});
    return siblings;
}

json baseModelsOf(const FakeRepo& repo) {
    const auto bases = textsOf(cardOf(repo), "base_model");
    if (bases.empty()) return nullptr;
    json models = json::array();
    for (const auto& base : bases) models.push_back({{"_id", sha1Hex(base).substr(0, 24)}, {"id", base}});
    return {{"relation", cardOf(repo).value("base_model_relation", "finetune")}, {"models", std::move(models)}};
}

std::uint64_t usedStorage(const StoredRepo& stored) {
    std::map<std::string, std::uint64_t> blobs;
    for (const auto& commit : stored.commits) {
        for (const auto& [path, file] : commit.files) blobs[file.etag()] = file.size;
    }
    std::uint64_t sum = 0;
    for (const auto& [etag, size] : blobs) sum += size;
    return sum;
}

json textOrNull(const std::string& text) {
    return text.empty() ? json() : json(text);
}

void addTag(std::vector<std::string>& tags, const std::string& tag) {
    if (!tag.empty() && std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
}

} // namespace

std::vector<std::string> tagsOf(const FakeRepo& repo) {
    const json& card = cardOf(repo);
    std::vector<std::string> tags;
    addTag(tags, repo.library);
    for (const auto& tag : repo.tags) addTag(tags, tag);
    addTag(tags, repo.task);
    const bool model = repo.kind == FakeKind::Model;
    for (const auto& language : textsOf(card, "language")) addTag(tags, model ? language : "language:" + language);
    for (const auto& task : textsOf(card, "task_categories")) addTag(tags, "task_categories:" + task);
    for (const auto& size : textsOf(card, "size_categories")) addTag(tags, "size_categories:" + size);
    for (const auto& dataset : textsOf(card, "datasets")) addTag(tags, "dataset:" + dataset);
    const auto relation = textsOf(card, "base_model_relation");
    for (const auto& base : textsOf(card, "base_model")) {
        addTag(tags, "base_model:" + base);
        if (!relation.empty()) addTag(tags, "base_model:" + relation.front() + ":" + base);
    }
    for (const auto& licence : textsOf(card, "license")) addTag(tags, "license:" + licence);
    addTag(tags, "region:us");
    return tags;
}

json repoField(const StoredRepo& stored, const StoredCommit& commit, const std::string& name) {
    const FakeRepo& repo = stored.repo;
    if (const auto own = repo.fields.find(name); own != repo.fields.end()) return *own;
    if (name == "author") return textOrNull(stored.author());
    if (name == "modelId") return repo.id;
    if (name == "gated") return repo.gated.empty() ? json(false) : json(repo.gated);
    if (name == "private") return repo.isPrivate;
    if (name == "disabled") return repo.disabled;
    if (name == "likes") return repo.likes;
    if (name == "downloads") return repo.downloads;
    if (name == "downloadsAllTime") return repo.downloads * 9;
    if (name == "trendingScore") return repo.trending;
    if (name == "tags") return tagsOf(repo);
    if (name == "pipeline_tag") return textOrNull(repo.task);
    if (name == "library_name") return textOrNull(repo.library);
    if (name == "createdAt") return repo.created;
    if (name == "lastModified") return repo.commits.back().date;
    if (name == "sha") return commit.id;
    if (name == "siblings") return siblingsOf(commit);
    if (name == "baseModels") return baseModelsOf(repo);
    if (name == "usedStorage") return usedStorage(stored);
    return nullptr;
}

const std::vector<std::string>& expandable(FakeKind kind) {
    static const std::vector<std::string> models = {"author",
                                                    "baseModels",
                                                    "cardData",
                                                    "childrenModelCount",
                                                    "config",
                                                    "createdAt",
                                                    "disabled",
                                                    "downloads",
                                                    "downloadsAllTime",
                                                    "evalResults",
                                                    "gated",
                                                    "gguf",
                                                    "inference",
                                                    "inferenceProviderMapping",
                                                    "lastModified",
                                                    "library_name",
                                                    "likes",
                                                    "mask_token",
                                                    "model-index",
                                                    "pipeline_tag",
                                                    "private",
                                                    "resourceGroup",
                                                    "safetensors",
                                                    "sha",
                                                    "siblings",
                                                    "spaces",
                                                    "tags",
                                                    "transformersInfo",
                                                    "trendingScore",
                                                    "usedStorage",
                                                    "widgetData"};
    static const std::vector<std::string> datasets = {
        "author",           "cardData", "citation",     "createdAt", "description",   "disabled",          "downloads",
        "downloadsAllTime", "gated",    "lastModified", "likes",     "mainSize",      "paperswithcode_id", "private",
        "resourceGroup",    "sha",      "siblings",     "tags",      "trendingScore", "usedStorage"};
    static const std::vector<std::string> spaces = {
        "author",   "cardData",  "createdAt", "datasets",      "disabled",   "lastModified", "likes",
        "models",   "private",   "region",    "resourceGroup", "runtime",    "sdk",          "sha",
        "siblings", "subdomain", "tags",      "trendingScore", "usedStorage"};
    switch (kind) {
    case FakeKind::Model: return models;
    case FakeKind::Dataset: return datasets;
    case FakeKind::Space: break;
    }
    return spaces;
}

json repoRow(const StoredRepo& stored, const StoredCommit& commit, const std::vector<std::string>& fields) {
    json row = {{"_id", sha1Hex(stored.repo.id).substr(0, 24)}, {"id", stored.repo.id}};
    for (const auto& name : fields) {
        json value = repoField(stored, commit, name);
        if (!value.is_null()) row[name] = std::move(value);
    }
    return row;
}

Expand expandOf(const Query& query, FakeKind kind) {
    Expand expand;
    const auto& known = expandable(kind);
    for (const auto& name : query.all("expand")) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            expand.refused = badRequest("Invalid option for \"expand\": " + name);
        }
        expand.fields.push_back(name);
    }
    const bool alone = !query.has("full") && !query.has("cardData") && !query.has("config");
    if (!expand.fields.empty() && !alone) {
        expand.refused = badRequest("\"expand\" cannot be combined with \"full\", \"cardData\" or \"config\"");
    }
    return expand;
}

} // namespace orrery::fakes
