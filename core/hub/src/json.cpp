// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "json.h"

#include "text.h"

#include <orrery/hub/errors.h>

#include <algorithm>

namespace orrery::hub {

namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t mostValues = 2'000'000;
constexpr std::size_t excerpt = 160;

/// What stands after the string that begins at `at`.
std::size_t afterString(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
    }
    return at + 1;
}

/// Counts what a parser would build. Agrees with it up to the first mistake in the text, where the parser stops.
bool isBounded(std::string_view text) {
    std::size_t depth = 0;
    std::size_t values = 1;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '"') {
            at = afterString(text, at);
            continue;
        }
        if (c == '[' || c == '{') ++depth;
        if ((c == ']' || c == '}') && depth > 0) --depth;
        if (c == '[' || c == '{' || c == ',') ++values;
        if (depth > deepest || values > mostValues) return false;
        ++at;
    }
    return true;
}

Error badAnswer(std::string detail) {
    return {Errc::BadAnswer,
            "The Hub's answer cannot be read. Try again; if it stays so, check its address.",
            std::move(detail),
            {}};
}

tl::unexpected<Error> badAnswer(std::string_view text, std::string_view why) {
    return fail(badAnswer(std::string(why) + ": " + std::string(text.substr(0, excerpt))));
}

} // namespace

Result<Json> parseJson(std::string_view text) {
    if (trimmed(text.substr(0, excerpt)).starts_with('<')) {
        return fail(Errc::NotAHub,
                    "A web page answered in the Hub's place. Check the address in the settings, and whether this "
                    "network first wants you to log in.",
                    std::string(text.substr(0, excerpt)));
    }
    if (!isBounded(text)) return badAnswer(text, "JSON too deep or too large");
    // The parser would take a NUL for the end.
    Json json =
        text.find('\0') == std::string_view::npos ? Json::parse(text, nullptr, false) : Json(Json::value_t::discarded);
    if (json.is_discarded()) return badAnswer(text, "no JSON");
    return json;
}

Error unnamedAnswer() {
    return badAnswer("it does not say what it describes");
}

Result<Json> parseArray(std::string_view text) {
    Result<Json> json = parseJson(text);
    if (json && !json->is_array()) return badAnswer(text, "no JSON array");
    return json;
}

Result<Json> parseObject(std::string_view text) {
    Result<Json> json = parseJson(text);
    if (json && !json->is_object()) return badAnswer(text, "no JSON object");
    return json;
}

const Json& member(const Json& object, const char* key) {
    static const Json nothing;
    if (!object.is_object()) return nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

std::string textOf(const Json& value) {
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::string textIn(const Json& object, const char* key) {
    return textOf(member(object, key));
}

std::vector<std::string> textsIn(const Json& object, const char* key) {
    const Json& value = member(object, key);
    std::vector<std::string> texts;
    if (value.is_string()) texts.push_back(textOf(value));
    for (const Json& item : listIn(object, key)) {
        if (item.is_string()) texts.push_back(textOf(item));
    }
    std::erase(texts, std::string());
    return texts;
}

std::optional<std::uint64_t> countOf(const Json& value) {
    constexpr double largest = 9e15;
    if (value.is_number_unsigned()) return value.get<std::uint64_t>();
    const double number = value.is_number() ? value.get<double>() : -1;
    if (!(number >= 0) || number > largest) return std::nullopt;
    return static_cast<std::uint64_t>(number);
}

std::optional<std::uint64_t> countIn(const Json& object, const char* key) {
    return countOf(member(object, key));
}

std::optional<double> numberIn(const Json& object, const char* key) {
    const Json& value = member(object, key);
    if (!value.is_number()) return std::nullopt;
    return value.get<double>();
}

bool truthIn(const Json& object, const char* key) {
    const Json& value = member(object, key);
    return value.is_boolean() && value.get<bool>();
}

const Json::array_t& listIn(const Json& object, const char* key) {
    static const Json::array_t nothing;
    const Json& value = member(object, key);
    return value.is_array() ? value.get_ref<const Json::array_t&>() : nothing;
}

const Json::object_t& membersIn(const Json& object, const char* key) {
    static const Json::object_t nothing;
    const Json& value = member(object, key);
    return value.is_object() ? value.get_ref<const Json::object_t&>() : nothing;
}

} // namespace orrery::hub
