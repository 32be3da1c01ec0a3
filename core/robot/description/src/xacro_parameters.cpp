// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xacro_scope.h"

#include <algorithm>

namespace orrery::robot::xacro {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// The next word; blanks inside quotation marks, ${ } and $( ) belong to it.
std::string_view nextWord(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    std::size_t end = 0;
    int open = 0;
    char quote = '\0';
    for (; end < text.size(); ++end) {
        const char c = text[end];
        if (quote != '\0') {
            if (c == quote) quote = '\0';
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '$' && end + 1 < text.size() && (text[end + 1] == '{' || text[end + 1] == '(')) {
            ++open;
        } else if (open > 0 && (c == '}' || c == ')')) {
            --open;
        } else if (open == 0 && blanks.find(c) != std::string_view::npos) {
            break;
        }
    }
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    return word;
}

std::optional<Parameter> parseParameter(std::string_view word) {
    Parameter parameter;
    while (word.starts_with('*')) {
        ++parameter.stars;
        word.remove_prefix(1);
    }
    const auto equals = word.find('=');
    std::string_view name = word.substr(0, equals);
    if (name.ends_with(':')) name.remove_suffix(1);
    parameter.name = name;
    if (name.empty() || parameter.stars > 2) return std::nullopt;
    if (equals == std::string_view::npos) return parameter;
    if (parameter.stars > 0) return std::nullopt;
    std::string_view value = word.substr(equals + 1);
    if (value.starts_with('^')) {
        parameter.forwards = true;
        value.remove_prefix(1);
        if (!value.starts_with('|')) return parameter;
        value.remove_prefix(1);
    }
    parameter.fallback = std::string(value);
    return parameter;
}

} // namespace

std::optional<std::vector<Parameter>> parseParameters(std::string_view text, std::string& bad) {
    std::vector<Parameter> parameters;
    for (auto word = nextWord(text); !word.empty(); word = nextWord(text)) {
        auto parameter = parseParameter(word);
        if (!parameter || parameters.size() >= 1000) {
            bad = word;
            return std::nullopt;
        }
        parameters.push_back(*std::move(parameter));
    }
    return parameters;
}

} // namespace orrery::robot::xacro
