// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "journal.h"

#include <orrery/cache/layout.h>

#include <nlohmann/json.hpp>

namespace orrery::download {

namespace {

using Json = nlohmann::json;

constexpr int formatVersion = 1;

Json toJson(const Request& request) {
    return {{"endpoint", {{"name", request.endpoint.name}, {"url", request.endpoint.url}}},
            {"kind", hub::kindName(request.repo.kind)},
            {"repo", request.repo.name},
            {"revision", request.revision},
            {"include", request.include},
            {"exclude", request.exclude},
            {"priority", request.priority},
            {"allowUnsafeFiles", request.allowUnsafeFiles}};
}

Json toJson(const Plan& plan) {
    Json files = Json::array();
    for (const auto& file : plan.files) {
        files.push_back({{"path", file.path},
                         {"etag", file.etag},
                         {"size", file.size},
                         {"pickle", file.pickle},
                         {"scan", static_cast<int>(file.scan)}});
    }
    return {{"commit", plan.commit}, {"files", std::move(files)}, {"refused", plan.refused}};
}

// These throw nlohmann's exceptions where something is missing or of another kind; recordFromJson catches them.

Request requestFrom(const Json& json) {
    const auto kind = hub::kindFromName(json.at("kind").get<std::string>());
    if (!kind) throw Json::other_error::create(501, "no such kind", &json);
    return {.endpoint = {json.at("endpoint").at("name"), json.at("endpoint").at("url")},
            .repo = {*kind, json.at("repo")},
            .revision = json.at("revision"),
            .include = json.at("include"),
            .exclude = json.at("exclude"),
            .priority = json.at("priority"),
            .allowUnsafeFiles = json.at("allowUnsafeFiles")};
}

Plan planFrom(const Json& json) {
    Plan plan{.commit = json.at("commit"), .files = {}, .refused = json.at("refused")};
    for (const auto& file : json.at("files")) {
        plan.files.push_back({.path = file.at("path"),
                              .etag = file.at("etag"),
                              .size = file.at("size"),
                              .pickle = file.at("pickle"),
                              .scan = static_cast<hub::ScanStatus>(file.at("scan").get<int>())});
    }
    return plan;
}

/// The journal may lie where others write, too: a plan in it is as little to be trusted as a server's.
bool isSafe(const Plan& plan) {
    if (!cache::isCommit(plan.commit)) return false;
    for (const auto& file : plan.files) {
        if (!cache::checkFileName(file.path) || !cache::isEtag(file.etag)) return false;
    }
    return true;
}

} // namespace

std::string toJson(const Record& record) {
    Json json{
        {"format", formatVersion}, {"id", record.id}, {"request", toJson(record.request)}, {"paused", record.paused}};
    if (record.plan) json["plan"] = toJson(*record.plan);
    return json.dump(1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Record> recordFromJson(std::string_view text) {
    try {
        const Json json = Json::parse(text, [](int depth, auto, auto&) { return depth < 8; });
        if (json.at("format") != formatVersion) return std::nullopt;
        Record record{
            .id = json.at("id"), .request = requestFrom(json.at("request")), .paused = json.at("paused"), .plan = {}};
        if (json.contains("plan")) record.plan = planFrom(json.at("plan"));
        if (!hub::isValidRepoName(record.request.repo.name) || (record.plan && !isSafe(*record.plan)))
            return std::nullopt;
        return record;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

} // namespace orrery::download
