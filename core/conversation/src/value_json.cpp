// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "value_json.h"

#include <orrery/base/json_depth.h>

#include <array>
#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>

namespace orrery::conversation {

using inference::AnswerForm;
using inference::ChatTimings;
using inference::Role;
using inference::Sampling;
using Json = nlohmann::json;

namespace {

template <class T>
void write(Json& object, const char* key, const std::optional<T>& value) {
    if (value) object[key] = *value;
}

template <class T>
void read(const Json& object, const char* key, std::optional<T>& value) {
    const Json& member = memberOf(object, key);
    if (!member.is_number()) return;
    const auto number = member.get<double>();
    if constexpr (std::is_floating_point_v<T>) {
        if (std::isfinite(number)) value = number;
    } else if (number >= static_cast<double>(std::numeric_limits<T>::min()) &&
               number <= static_cast<double>(std::numeric_limits<T>::max())) {
        value = static_cast<T>(number);
    }
}

/// Runs through what sampling is made of, for reading and writing.
template <class Samples, class Visit>
void visitSampling(Samples& sampling, Visit visit) {
    visit("temperature", sampling.temperature);
    visit("topP", sampling.topP);
    visit("topK", sampling.topK);
    visit("minP", sampling.minP);
    visit("seed", sampling.seed);
    visit("repeatPenalty", sampling.repeatPenalty);
    visit("presencePenalty", sampling.presencePenalty);
    visit("frequencyPenalty", sampling.frequencyPenalty);
}

template <class Timings, class Visit>
void visitTimings(Timings& timings, Visit visit) {
    visit("cachedTokens", timings.cachedTokens);
    visit("promptTokens", timings.promptTokens);
    visit("answerTokens", timings.answerTokens);
    visit("promptMs", timings.promptMs);
    visit("answerMs", timings.answerMs);
    visit("firstTokenMs", timings.firstTokenMs);
}

constexpr std::array<std::pair<AnswerForm::Kind, const char*>, 4> formKinds{
    {{AnswerForm::Kind::Free, "free"},
     {AnswerForm::Kind::JsonObject, "json"},
     {AnswerForm::Kind::JsonSchema, "json-schema"},
     {AnswerForm::Kind::Grammar, "grammar"}}};
constexpr std::array<std::pair<Role, const char*>, 3> roles{
    {{Role::User, "user"}, {Role::Assistant, "assistant"}, {Role::System, "system"}}};
constexpr std::array<std::pair<Turn::State, const char*>, 4> states{{{Turn::State::Done, "done"},
                                                                     {Turn::State::Open, "open"},
                                                                     {Turn::State::Stopped, "stopped"},
                                                                     {Turn::State::Failed, "failed"}}};
constexpr std::array<std::pair<Attachment::Kind, const char*>, 2> attachmentKinds{
    {{Attachment::Kind::Text, "text"}, {Attachment::Kind::Picture, "picture"}}};

template <class Names, class Value>
const char* nameIn(const Names& names, Value value) {
    for (const auto& [known, name] : names) {
        if (known == value) return name;
    }
    return names.front().second;
}

template <class Names>
auto valueIn(const Names& names, std::string_view wanted) {
    for (const auto& [value, name] : names) {
        if (wanted == name) return value;
    }
    return names.front().first;
}

} // namespace

const Json& memberOf(const Json& object, const char* key) {
    static const Json nothing;
    if (!object.is_object()) return nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

std::string textOf(const Json& object, const char* key) {
    const Json& member = memberOf(object, key);
    return member.is_string() ? member.get<std::string>() : std::string();
}

std::int64_t wholeOf(const Json& object, const char* key) {
    const Json& member = memberOf(object, key);
    if (member.is_number_unsigned() && member.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max()) return 0;
    return member.is_number_integer() ? member.get<std::int64_t>() : 0;
}

Json toJson(const Setup& setup) {
    Json json = Json::object();
    if (!setup.system.empty()) json["system"] = setup.system;
    Json sampling = Json::object();
    visitSampling(setup.sampling, [&](const char* key, const auto& value) { write(sampling, key, value); });
    if (!sampling.empty()) json["sampling"] = std::move(sampling);
    if (setup.form != AnswerForm{})
        json["form"] = {{"kind", nameIn(formKinds, setup.form.kind)}, {"text", setup.form.text}};
    if (!setup.thinking) json["thinking"] = false;
    write(json, "maxTokens", setup.maxTokens);
    return json;
}

Setup setupFrom(const Json& json) {
    Setup setup;
    setup.system = textOf(json, "system");
    const Json& sampling = memberOf(json, "sampling");
    visitSampling(setup.sampling, [&](const char* key, auto& value) { read(sampling, key, value); });
    const Json& form = memberOf(json, "form");
    setup.form.kind = valueIn(formKinds, textOf(form, "kind"));
    setup.form.text = textOf(form, "text");
    const Json& thinking = memberOf(json, "thinking");
    setup.thinking = !thinking.is_boolean() || thinking.get<bool>();
    read(json, "maxTokens", setup.maxTokens);
    return setup;
}

Json toJson(const ChatTimings& timings) {
    Json json;
    visitTimings(timings, [&](const char* key, const auto& value) {
        if (value > 0) json[key] = value;
    });
    return json;
}

ChatTimings timingsFrom(const Json& json) {
    constexpr double largest = 1e15;
    ChatTimings timings;
    visitTimings(timings, [&](const char* key, auto& value) {
        const Json& member = memberOf(json, key);
        if (!member.is_number()) return;
        const auto number = member.get<double>();
        if (number >= 0 && number <= largest) value = static_cast<std::remove_reference_t<decltype(value)>>(number);
    });
    return timings;
}

std::string compact(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json parseJson(std::string_view bytes) {
    if (!isShallowJson(bytes)) return Json(Json::value_t::discarded);
    return Json::parse(bytes, nullptr, false);
}

const char* nameOf(Role role) {
    return nameIn(roles, role);
}

Role roleFrom(std::string_view name) {
    return valueIn(roles, name);
}

const char* nameOf(Turn::State state) {
    return nameIn(states, state);
}

Turn::State stateFrom(std::string_view name) {
    return valueIn(states, name);
}

const char* nameOf(Attachment::Kind kind) {
    return nameIn(attachmentKinds, kind);
}

Attachment::Kind attachmentKindFrom(std::string_view name) {
    return valueIn(attachmentKinds, name);
}

} // namespace orrery::conversation
