// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/server_facts.h>

#include "json_fields.h"
#include "server_error.h"

#include <orrery/inference/errors.h>

#include <algorithm>
#include <set>

namespace orrery::inference {

namespace {

constexpr std::size_t mostModels = 10000;

tl::unexpected<Error> badAnswer(std::string_view body) {
    constexpr std::size_t excerpt = 200;
    return fail(Errc::BadAnswer, "What the server sent is no answer to this question. Check its address.",
                std::string(body.substr(0, excerpt)));
}

/// The list of models in any of its shapes: {"data":[...]}, {"models":[...]}, [...].
const Json& modelArray(const Json& answer) {
    if (answer.is_array()) return answer;
    if (member(answer, "data").is_array()) return member(answer, "data");
    return member(answer, "models");
}

std::string modelName(const Json& entry) {
    for (const char* key : {"id", "name", "model"})
        if (std::string name = text(member(entry, key)); !name.empty()) return name;
    return text(entry);
}

bool hasAlias(const Json& entry, std::string_view name) {
    const Json& aliases = member(entry, "aliases");
    return aliases.is_array() && std::ranges::any_of(aliases, [&](const Json& alias) { return alias == name; });
}

const Json& findModel(const Json& models, std::string_view name) {
    static const Json nothing;
    for (const Json& entry : models)
        if (modelName(entry) == name || hasAlias(entry, name)) return entry;
    return models.size() == 1 ? models.front() : nothing;
}

bool reads(const Json& entry, const char* what) {
    for (const Json* modalities :
         {&member(member(entry, "architecture"), "input_modalities"), &member(entry, "input_modalities")})
        if (modalities->is_array() && std::ranges::find(*modalities, Json(what)) != modalities->end()) return true;
    return false;
}

std::optional<std::uint64_t> contextOf(const Json& entry) {
    if (const auto tokens = count(member(member(entry, "meta"), "n_ctx"))) return tokens;
    for (const char* key : {"max_model_len", "context_length", "context_window", "max_context_length"})
        if (const auto tokens = count(member(entry, key))) return tokens;
    return std::nullopt;
}

} // namespace

Result<ServerFacts> readProps(std::string_view body) {
    const Json json = parseJson(body);
    const Json& settings = member(json, "default_generation_settings");
    if (!settings.is_object() && !member(json, "chat_template").is_string()) return badAnswer(body);
    const Json& modalities = member(json, "modalities");
    const Json& abilities = member(json, "chat_template_caps");
    ServerFacts facts;
    facts.contextTokens = count(member(settings, "n_ctx"));
    facts.readsImages = truth(member(modalities, "vision")).value_or(false);
    facts.readsAudio = truth(member(modalities, "audio")).value_or(false);
    facts.systemPrompt = truth(member(abilities, "supports_system_role"));
    facts.tools = truth(member(abilities, "supports_tools"));
    facts.chatTemplate = text(member(json, "chat_template"));
    facts.build = text(member(json, "build_info"));
    facts.llamaServer = true;
    return facts;
}

Result<ServerFacts> readModelFacts(std::string_view body, std::string_view model) {
    const Json json = parseJson(body);
    const Json& models = modelArray(json);
    if (!models.is_array()) return badAnswer(body);
    const Json& entry = findModel(models, model);
    ServerFacts facts;
    facts.contextTokens = contextOf(entry);
    facts.readsImages = reads(entry, "image");
    facts.readsAudio = reads(entry, "audio");
    facts.llamaServer = text(member(entry, "owned_by")) == "llamacpp";
    return facts;
}

Result<std::vector<std::string>> readModelList(std::string_view body) {
    const Json json = parseJson(body);
    const Json& models = modelArray(json);
    if (!models.is_array()) return badAnswer(body);
    std::vector<std::string> names;
    std::set<std::string> seen;
    for (const Json& entry : models) {
        const std::string name = modelName(entry);
        if (!name.empty() && names.size() < mostModels && seen.insert(name).second) names.push_back(name);
    }
    return names;
}

Result<std::uint64_t> readTokenCount(std::string_view body) {
    const auto tokens = count(member(parseJson(body), "input_tokens"));
    if (!tokens) return badAnswer(body);
    return *tokens;
}

Status readControlAnswer(std::string_view body) {
    const Json json = parseJson(body);
    const auto success = truth(member(json, "success"));
    if (!success) return badAnswer(body);
    if (!*success) return fail(Errc::Refused, "The model is not thinking any more.", readServerError(json).message);
    return {};
}

} // namespace orrery::inference
