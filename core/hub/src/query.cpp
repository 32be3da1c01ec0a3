// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/hub/query.h>

#include "percent.h"

#include <fmt/format.h>

#include <algorithm>

namespace orrery::hub {

namespace {

class QueryText {
public:
    void add(std::string_view key, std::string_view value) {
        if (value.empty()) return;
        m_text += m_text.empty() ? '?' : '&';
        m_text += fmt::format("{}={}", key, percentEncoded(value));
    }
    void addAll(std::string_view key, const std::vector<std::string>& values) {
        for (const std::string& value : values) add(key, value);
    }
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

std::string_view sortName(RepoKind kind, Sort sort) {
    switch (sort) {
    case Sort::Trending: return "trendingScore";
    case Sort::Downloads: return kind == RepoKind::Space ? "trendingScore" : "downloads";
    case Sort::Likes: return "likes";
    case Sort::Modified: return "lastModified";
    case Sort::Created: return "createdAt";
    case Sort::Parameters: return kind == RepoKind::Model ? "num_parameters" : "trendingScore";
    case Sort::Size: return kind == RepoKind::Dataset ? "mainSize" : "trendingScore";
    }
    return "trendingScore";
}

/// What a RepoSummary is made of. Not `gguf`: it carries the chat template with every row.
std::vector<std::string> rowFields(RepoKind kind) {
    std::vector<std::string> fields{"author",    "tags",    "likes",         "lastModified",
                                    "createdAt", "private", "trendingScore", "disabled"};
    const auto add = [&fields](std::initializer_list<const char*> more) {
        fields.insert(fields.end(), more.begin(), more.end());
    };
    switch (kind) {
    case RepoKind::Model: add({"pipeline_tag", "library_name", "downloads", "gated", "safetensors"}); break;
    case RepoKind::Dataset: add({"description", "downloads", "gated", "mainSize"}); break;
    case RepoKind::Space: add({"sdk", "cardData"}); break;
    }
    return fields;
}

std::string parameterRange(const ListQuery& query) {
    std::string range;
    if (query.minParameters) range += fmt::format("min:{}", *query.minParameters);
    if (query.minParameters && query.maxParameters) range += ',';
    if (query.maxParameters) range += fmt::format("max:{}", *query.maxParameters);
    return range;
}

void addModelFilters(QueryText& text, const ListQuery& query) {
    text.add("pipeline_tag", query.task);
    text.addAll("apps", query.apps);
    if (query.warmInference) text.add("inference", "warm");
    text.addAll("inference_provider", query.inferenceProviders);
    text.add("num_parameters", parameterRange(query));
}

} // namespace

std::string listUrl(const Endpoint& endpoint, const ListQuery& query) {
    constexpr int largestPage = 1000;
    QueryText text;
    text.add("search", query.search);
    text.add("author", query.author);
    text.addAll("filter", query.filters);
    if (query.kind == RepoKind::Model) addModelFilters(text, query);
    if (query.kind == RepoKind::Dataset && !query.task.empty()) text.add("filter", "task_categories:" + query.task);
    if (query.kind != RepoKind::Space && query.gated) text.add("gated", *query.gated ? "true" : "false");
    if (query.kind == RepoKind::Space) {
        text.addAll("models", query.usingModels);
        text.addAll("datasets", query.usingDatasets);
    }
    text.add("sort", sortName(query.kind, query.sort));
    text.add("limit", std::to_string(std::clamp(query.limit, 1, largestPage)));
    text.addAll("expand", rowFields(query.kind));
    return fmt::format("{}/api/{}{}", endpoint.url, kindPlural(query.kind), text.text());
}

} // namespace orrery::hub
