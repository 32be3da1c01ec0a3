// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
// What $( ) means, and the functions of xacro itself.
#include "xacro_session.h"
#include "xacro_text.h"
#include "xacro_yaml.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace orrery::robot::xacro {
namespace {

constexpr std::size_t mostYamlFiles = 100;
constexpr std::size_t mostYamlBytes = 4U << 20U;

std::string firstText(std::span<const Value> arguments) {
    return arguments.empty() ? std::string() : textOf(arguments[0]);
}

/// Words between blanks, commas and semicolons.
std::optional<Value> tokens(std::string_view text) {
    constexpr std::string_view between = " ,;\t\r\n";
    std::vector<Value> words;
    while (words.size() <= maxItems) {
        text.remove_prefix(std::min(text.find_first_not_of(between), text.size()));
        if (text.empty()) break;
        const auto end = std::min(text.find_first_of(between), text.size());
        words.emplace_back(std::string(text.substr(0, end)));
        text.remove_prefix(end);
    }
    return makeList(std::move(words));
}

} // namespace

Value Session::environmentVariable(std::string_view name, std::optional<std::string> fallback, SourcePlace place) {
    const auto found = m_options.environment.find(std::string(name));
    if (found != m_options.environment.end()) return found->second;
    if (fallback) return *std::move(fallback);
    stop(DescriptionErrc::CannotExpand, place,
         fmt::format("'$(env {})' on line {} asks for this computer's environment, which a robot description is not "
                     "shown. Write the value in its place.",
                     shortened(name), place.line));
    return {};
}

// NOLINTNEXTLINE(misc-no-recursion): Nested
Value Session::extension(std::string_view inside, Scope& scope, SourcePlace place) {
    const Nested nested(*this, place);
    if (failed()) return {};
    std::string resolved;
    if (hasExpression(inside)) {
        resolved = text(inside, scope, place);
        inside = resolved;
    }
    inside = trimmed(inside);
    const auto blank = std::min(inside.find_first_of(" \t\r\n"), inside.size());
    const std::string_view command = inside.substr(0, blank);
    const std::string_view rest = trimmed(inside.substr(blank));
    if (command == "find") return fmt::format("$(find {})", rest);
    if (command == "arg") {
        const auto found = m_arguments.find(std::string(rest));
        if (found != m_arguments.end()) return found->second;
        stop(DescriptionErrc::CannotExpand, place,
             fmt::format("The argument '{}' (line {}) is not given and has no default.", shortened(rest), place.line));
        return {};
    }
    if (command == "env") return environmentVariable(rest, std::nullopt, place);
    if (command == "optenv") {
        const auto end = std::min(rest.find_first_of(" \t"), rest.size());
        return environmentVariable(rest.substr(0, end), std::string(trimmed(rest.substr(end))), place);
    }
    if (command == "dirname") {
        return std::filesystem::path(files.at(static_cast<std::size_t>(place.file))).parent_path().string();
    }
    if (command == "eval") return evalExtension(rest, place);
    stopUnsupported(place, fmt::format("'$({})'", shortened(inside)));
    return {};
}

Value Session::evalExtension(std::string_view inside, SourcePlace place) {
    const auto argument = [this](std::string_view name) -> std::optional<Value> {
        const auto found = m_arguments.find(std::string(name));
        return found == m_arguments.end() ? std::nullopt : std::optional(literalOf(found->second));
    };
    const ExpressionScope around{
        [&](std::string_view name, ExpressionProblem&) { return argument(name); },
        [&](std::string_view name, std::span<const Value> arguments,
            ExpressionProblem& problem) -> std::optional<Value> {
            if (name == "arg") return call("xacro.arg", arguments, place, problem);
            if (name == "find") return fmt::format("$(find {})", firstText(arguments));
            if (name == "dirname")
                return std::filesystem::path(files.at(static_cast<std::size_t>(place.file))).parent_path().string();
            if (name == "env") return environmentVariable(firstText(arguments), std::nullopt, place);
            if (name == "optenv")
                return environmentVariable(firstText(arguments),
                                           arguments.size() > 1 ? textOf(arguments[1]) : std::string(), place);
            return call(name, arguments, place, problem);
        },
        [this, place](std::size_t work) { return spend(work, place); }};
    return evaluated(inside, "$(eval ", around, place);
}

std::optional<Value> Session::call(std::string_view name, std::span<const Value> arguments, SourcePlace place,
                                   ExpressionProblem& problem) {
    const std::string first = firstText(arguments);
    if (name == "xacro.arg" && arguments.size() == 1) {
        const auto found = m_arguments.find(first);
        if (found != m_arguments.end()) return literalOf(found->second);
        problem.message = fmt::format("the argument '{}' is not given", shortened(first));
    }
    if ((name == "load_yaml" || name == "xacro.load_yaml") && arguments.size() == 1)
        return loadYaml(first, place, problem);
    if (name == "xacro.dotify" && arguments.size() == 1) return arguments[0];
    if (name == "xacro.tokenize" && arguments.size() == 1) return tokens(first);
    if (name == "xacro.message" || name == "xacro.warning" || name == "xacro.error") {
        inform(place, fmt::format("The file says: {}", shortened(first)));
        return std::string();
    }
    if (name == "xacro.fatal") problem.message = fmt::format("the file says: {}", shortened(first));
    return std::nullopt;
}

std::optional<Value> Session::loadYaml(const std::string& name, SourcePlace place, ExpressionProblem& problem) {
    const auto no = [&](std::string_view message) {
        if (message.ends_with('.')) message.remove_suffix(1);
        problem.message = fmt::format("'{}' cannot be read: {}", shortened(name), message);
        return std::nullopt;
    };
    if (!m_options.open) return no("no other file can be read here");
    const auto file = m_options.open(name, files.at(static_cast<std::size_t>(place.file)));
    if (!file) return no(file.error().message);
    const auto known = m_yaml.find(file->name);
    if (known != m_yaml.end()) return known->second;
    m_yamlBytes += file->bytes.size();
    if (m_yaml.size() >= mostYamlFiles || m_yamlBytes > mostYamlBytes) return no("there are far too many such files");
    if (!file->note.empty()) inform(place, fmt::format("File '{}': {}.", shortened(name), file->note));
    if (!spend(1 + file->bytes.size() / 64, place)) return no("it takes too long");
    std::string message;
    auto value = valueFromYaml(
        file->bytes, [this, place](std::size_t work) { return spend(work, place); }, message);
    if (!value) return no(message);
    m_yaml.emplace(file->name, *value);
    return value;
}

} // namespace orrery::robot::xacro
