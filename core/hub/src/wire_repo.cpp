// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "wire_parts.h"

#include "text.h"

#include <orrery/hub/wire.h>

#include <algorithm>
#include <array>

namespace orrery::hub {

namespace {

/// Stands for "before the Hub kept count".
constexpr std::string_view unknownCreation = "2022-03-02T23:29:04.000Z";

/// ISO 639-1, in which the Hub tags languages.
constexpr std::string_view languageCodes =
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv "
    "ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne "
    "ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st "
    "su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

bool isLanguageCode(std::string_view tag) {
    const auto at = languageCodes.find(tag);
    return tag.size() == 2 && at != std::string_view::npos && at % 3 == 0;
}

/// What stands after "prefix:" in the tags, in their order.
std::vector<std::string> tagValues(const std::vector<std::string>& tags, std::string_view prefix) {
    std::vector<std::string> values;
    for (const std::string& tag : tags) {
        if (tag.starts_with(prefix) && tag.size() > prefix.size()) values.push_back(tag.substr(prefix.size()));
    }
    return values;
}

std::string firstOf(const std::vector<std::string>& texts) {
    return texts.empty() ? std::string() : texts.front();
}

Gated gatedFrom(const Json& value) {
    const std::string kind = textOf(value);
    if (kind == "auto" || (value.is_boolean() && value.get<bool>())) return Gated::Automatic;
    return kind.empty() || kind == "false" ? Gated::No : Gated::Manual;
}

/// Bytes a parameter takes, by safetensors' name of its type.
std::uint64_t bytesOf(std::string_view type) {
    if (type.ends_with("64")) return 8;
    if (type.ends_with("32")) return 4;
    return type.ends_with("16") ? 2 : 1;
}

/// "org/name" and "relation:org/name" of the base_model: tags.
void readBase(RepoSummary& row, const Json& card) {
    row.baseModels = textsIn(card, "base_model");
    row.relation = textIn(card, "base_model_relation");
    for (const std::string& value : tagValues(row.tags, "base_model:")) {
        const auto colon = value.find(':');
        if (row.relation.empty() && colon != std::string::npos) row.relation = value.substr(0, colon);
        const std::string name = value.substr(colon + 1);
        if (std::find(row.baseModels.begin(), row.baseModels.end(), name) == row.baseModels.end())
            row.baseModels.push_back(name);
    }
    std::erase_if(row.baseModels, [](const std::string& name) { return !isValidRepoName(name); });
}

void readLanguages(RepoSummary& row, const Json& card) {
    row.languages = textsIn(card, "language");
    if (row.languages.empty()) row.languages = tagValues(row.tags, "language:");
    if (!row.languages.empty() || row.id.kind != RepoKind::Model) return;
    std::copy_if(row.tags.begin(), row.tags.end(), std::back_inserter(row.languages), isLanguageCode);
}

void readSizes(RepoSummary& row, const Json& json) {
    const Json& gguf = member(json, "gguf");
    const Json& safetensors = member(json, "safetensors");
    row.parameters = countIn(safetensors, "total");
    if (!row.parameters) row.parameters = countIn(gguf, "total");
    if (!row.parameters) row.parameters = countIn(json, "numParameters");
    row.contextLength = countIn(gguf, "context_length");
    row.size = countIn(gguf, "totalFileSize");
    if (!row.size) row.size = countIn(json, "mainSize");
    if (row.size) return;
    double bytes = 0;
    for (const auto& [type, value] : membersIn(safetensors, "parameters")) {
        bytes += static_cast<double>(countOf(value).value_or(0)) * static_cast<double>(bytesOf(type));
    }
    constexpr double largest = 9e15;
    if (bytes > 0 && bytes < largest) row.size = static_cast<std::uint64_t>(bytes);
}

void readText(RepoSummary& row, const Json& json, const Json& card) {
    row.task = textIn(json, "pipeline_tag");
    if (row.task.empty()) row.task = firstOf(textsIn(card, "task_categories"));
    if (row.task.empty()) row.task = firstOf(tagValues(row.tags, "task_categories:"));
    row.library = firstOf(textsIn(json, "library_name"));
    if (row.library.empty()) row.library = firstOf(textsIn(card, "library_name"));
    row.licence = firstOf(textsIn(card, "license"));
    if (row.licence.empty()) row.licence = firstOf(tagValues(row.tags, "license:"));
    row.licence = lowered(row.licence);
    row.description = textIn(json, "description");
    if (row.description.empty()) row.description = textIn(card, "short_description");
    row.sdk = textIn(json, "sdk");
    if (row.sdk.empty()) row.sdk = textIn(card, "sdk");
    row.thumbnail = textIn(card, "thumbnail");
}

} // namespace

std::optional<RepoSummary> summaryFrom(const Json& json, RepoKind kind) {
    RepoSummary row;
    row.id = {kind, textIn(json, "id")};
    if (row.id.name.empty()) row.id.name = textIn(json, "modelId");
    if (!isValidRepoName(row.id.name)) return std::nullopt;
    const Json& card = member(json, "cardData");
    row.sha = textIn(json, "sha");
    row.tags = textsIn(json, "tags");
    readText(row, json, card);
    readLanguages(row, card);
    readBase(row, card);
    readSizes(row, json);
    row.downloads = countIn(json, "downloads");
    row.likes = countIn(json, "likes");
    row.trending = numberIn(json, "trendingScore");
    row.gated = gatedFrom(member(json, "gated"));
    row.isPrivate = truthIn(json, "private");
    row.disabled = truthIn(json, "disabled");
    row.created = textIn(json, "createdAt");
    if (row.created == unknownCreation) row.created.clear();
    row.modified = textIn(json, "lastModified");
    return row;
}

namespace {

RepoInfo infoFrom(RepoSummary summary, const Json& json) {
    RepoInfo info;
    const Json& card = member(json, "cardData");
    const Json& config = member(json, "config");
    const Json& security = member(json, "securityRepoStatus");
    info.revision = summary.sha;
    info.summary = std::move(summary);
    for (const Json& sibling : listIn(json, "siblings")) {
        if (auto entry = siblingFrom(sibling)) info.files.push_back(*std::move(entry));
    }
    info.libraryVersion = textIn(card, "library_version");
    if (info.libraryVersion.empty()) info.libraryVersion = textIn(card, "sdk_version");
    info.architecture = textIn(member(json, "gguf"), "architecture");
    if (info.architecture.empty()) info.architecture = textIn(config, "model_type");
    if (info.architecture.empty()) info.architecture = firstOf(textsIn(config, "architectures"));
    for (const auto& [type, value] : membersIn(member(json, "safetensors"), "parameters")) {
        if (const auto count = countOf(value)) info.parametersByType.emplace(type, *count);
    }
    info.spaces = textsIn(json, "spaces");
    info.usedStorage = countIn(json, "usedStorage");
    info.gatePrompt = textIn(card, "extra_gated_prompt");
    info.licenceName = textIn(card, "license_name");
    info.licenceLink = textIn(card, "license_link");
    info.newVersion = textIn(card, "new_version");
    info.scansDone = truthIn(security, "scansDone");
    for (const Json& issue : listIn(security, "filesWithIssues")) {
        const std::string path = textIn(issue, "path");
        if (!path.empty()) info.filesWithIssues.emplace_back(path, scanStatusFrom(textIn(issue, "level")));
    }
    return info;
}

} // namespace

Result<std::vector<RepoSummary>> readListing(std::string_view text, RepoKind kind) {
    const Result<Json> json = parseArray(text);
    if (!json) return fail(json.error());
    std::vector<RepoSummary> rows;
    for (const Json& row : *json) {
        if (auto summary = summaryFrom(row, kind)) rows.push_back(*std::move(summary));
    }
    return rows;
}

Result<RepoSummary> readSummary(std::string_view text, RepoKind kind) {
    const Result<Json> json = parseObject(text);
    if (!json) return fail(json.error());
    auto summary = summaryFrom(*json, kind);
    if (!summary) return fail(unnamedAnswer());
    return *std::move(summary);
}

Result<RepoInfo> readInfo(std::string_view text, RepoKind kind) {
    const Result<Json> json = parseObject(text);
    if (!json) return fail(json.error());
    auto summary = summaryFrom(*json, kind);
    if (!summary) return fail(unnamedAnswer());
    return infoFrom(*std::move(summary), *json);
}

} // namespace orrery::hub
