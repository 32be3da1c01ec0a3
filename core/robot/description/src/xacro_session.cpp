// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xacro_session.h"

#include "xacro_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace orrery::robot::xacro {
namespace {

constexpr std::size_t longestText = 1U << 20U;
constexpr std::array<std::string_view, 5> prefixes{"namespace", "prefix", "ns", "tf_prefix", "robot_namespace"};

/// Where the bracket closes that stands before `at`, leaving out quoted ones; npos when nowhere.
std::size_t closing(std::string_view text, std::size_t at, char open, char close) {
    int depth = 1;
    char quote = '\0';
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quote != '\0') {
            if (c == quote) quote = '\0';
        } else if (open == '{' && (c == '\'' || c == '"')) {
            quote = c;
        } else if (c == open) {
            ++depth;
        } else if (c == close && --depth == 0) {
            return at;
        }
    }
    return std::string_view::npos;
}

/// a.b.c from a's value; `dot` is where the first dot stands.
std::optional<Value> memberOf(Value value, std::string_view name, std::size_t dot, ExpressionProblem& problem) {
    for (std::size_t at = dot; at < name.size();) {
        const auto end = std::min(name.find('.', at + 1), name.size());
        const auto* dict = std::get_if<std::shared_ptr<const Dict>>(&value);
        if (!dict) {
            problem = {fmt::format("'{}' has no members", name.substr(0, at)), true};
            return std::nullopt;
        }
        const Value* member = (*dict)->find(name.substr(at + 1, end - at - 1));
        if (!member) {
            problem.message = fmt::format("'{}' is not defined", name);
            return std::nullopt;
        }
        value = Value(*member);
        at = end;
    }
    return value;
}

} // namespace

Session::Nested::Nested(Session& session, SourcePlace place) : m_session(session) {
    if (++session.m_depth > maxNestedWork)
        session.stop(DescriptionErrc::TooLarge, place,
                     "This xacro file never comes to an end, or is nested far deeper than a robot needs: macros, "
                     "includes or properties lead back to themselves.");
}

std::string Session::where(SourcePlace place) const {
    const std::string& file = files.at(static_cast<std::size_t>(place.file));
    return place.line > 0 ? fmt::format("{}:{}", file, place.line) : file;
}

void Session::stop(DescriptionErrc code, SourcePlace place, std::string message) {
    if (failed()) return;
    std::string detail;
    for (auto step = trail.rbegin(); step != trail.rend() && step - trail.rbegin() < 6; ++step)
        detail += (detail.empty() ? "in " : ", in ") + *step;
    m_error = Error{code, std::move(message), std::move(detail), where(place)};
}

void Session::stopUnsupported(SourcePlace place, std::string_view construct, std::string_view why) {
    stop(DescriptionErrc::Unsupported, place,
         fmt::format("This file uses {} on line {}, which Orrery cannot expand{}{}. Expand it with 'xacro FILE > "
                     "robot.urdf' and open the result.",
                     construct, place.line, why.empty() ? "" : ": ", why));
}

void Session::pass(Error error, SourcePlace place) {
    if (failed()) return;
    if (error.where.empty()) error.where = where(place);
    m_error = std::move(error);
}

bool Session::spend(std::size_t work, SourcePlace place) {
    m_steps += work;
    if (m_steps > maxSteps)
        stop(DescriptionErrc::TooLarge, place,
             "Expanding this xacro file takes far more work than any robot needs; it was given up.");
    return !failed();
}

void Session::inform(SourcePlace place, std::string message) {
    if (m_findings.size() >= 100) return;
    m_findings.push_back(
        {Severity::Information, std::move(message), {}, files.at(static_cast<std::size_t>(place.file)), place.line});
}

// NOLINTNEXTLINE(misc-no-recursion): Nested
Value Session::evaluate(std::string_view text, Scope& scope, SourcePlace place) {
    std::string out;
    for (std::size_t at = 0; at < text.size() && !failed();) {
        const auto dollar = std::min(text.find('$', at), text.size());
        out.append(text.substr(at, dollar - at));
        if (dollar == text.size()) break;
        at = dollar;
        const std::string_view start = text.substr(at, 3);
        if (start == "$${" || start == "$$(") {
            out.append(start.substr(1));
            at += 3;
            continue;
        }
        const bool braces = start.substr(0, 2) == "${";
        if (!braces && start.substr(0, 2) != "$(") {
            out += text[at++];
            continue;
        }
        const auto end = closing(text, at + 2, braces ? '{' : '(', braces ? '}' : ')');
        if (end == std::string_view::npos) {
            stop(DescriptionErrc::CannotExpand, place, fmt::format("'{}' is not closed.", shortened(text.substr(at))));
            break;
        }
        const std::string_view inside = text.substr(at + 2, end - at - 2);
        Value value = braces ? expression(inside, scope, place) : extension(inside, scope, place);
        if (at == 0 && end + 1 == text.size()) return value;
        out += textOf(value);
        if (out.size() > longestText) stop(DescriptionErrc::TooLarge, place, "A text in this file grows without end.");
        at = end + 1;
    }
    spend(1 + out.size() / 64, place);
    return out;
}

// NOLINTNEXTLINE(misc-no-recursion): Nested
Value Session::expression(std::string_view inside, Scope& scope, SourcePlace place) {
    const Nested nested(*this, place);
    if (failed()) return {};
    std::string resolved;
    if (hasExpression(inside)) {
        resolved = text(inside, scope, place);
        inside = resolved;
    }
    const ExpressionScope around{
        [this, &scope](std::string_view name, ExpressionProblem& problem) { return find(name, scope, problem); },
        [this, place](std::string_view name, std::span<const Value> arguments, ExpressionProblem& problem) {
            return call(name, arguments, place, problem);
        },
        [this, place](std::size_t work) { return spend(work, place); }};
    return evaluated(inside, "${", around, place);
}

Value Session::evaluated(std::string_view inside, std::string_view opening, const ExpressionScope& around,
                         SourcePlace place) {
    ExpressionProblem problem;
    if (!spend(1 + inside.size() / 64, place)) return {};
    auto value = xacro::evaluate(inside, around, problem);
    if (value) return *std::move(value);
    if (failed()) return {};
    const std::string construct =
        fmt::format("'{}{}{}'", opening, shortened(trimmed(inside)), opening == "${" ? "}" : ")");
    if (problem.unsupported) {
        stopUnsupported(place, construct, problem.message);
    } else {
        stop(DescriptionErrc::CannotExpand, place,
             fmt::format("{} on line {} has no value: {}.", construct, place.line, problem.message));
    }
    return {};
}

// NOLINTNEXTLINE(misc-no-recursion): Nested
std::optional<Value> Session::ownValue(Property& property, Scope& scope, ExpressionProblem& problem) {
    if (property.state == Property::State::Known) return property.value;
    property.state = Property::State::Evaluating;
    Value value;
    {
        const Nested nested(*this, property.place);
        if (!failed()) value = evaluate(property.text, scope, property.place);
    }
    if (failed()) {
        problem.message = "it depends on something without a value";
        return std::nullopt;
    }
    if (auto* text = std::get_if<std::string>(&value)) value = literalOf(std::move(*text));
    property.value = std::move(value);
    property.state = Property::State::Known;
    return property.value;
}

// NOLINTNEXTLINE(misc-no-recursion): Nested
std::optional<Value> Session::find(std::string_view name, Scope& from, ExpressionProblem& problem) {
    const auto dot = std::min(name.find('.'), name.size());
    const std::string_view first = name.substr(0, dot);
    for (Scope* scope = &from; scope; scope = scope->parent) {
        const auto own = scope->properties.find(first);
        if (own != scope->properties.end()) {
            const bool inDefault = own->second.state == Property::State::Evaluating;
            if (inDefault && own->second.isParameter) continue;
            if (inDefault) {
                problem.message = fmt::format("'{}' is defined by itself", first);
                return std::nullopt;
            }
            auto value = ownValue(own->second, *scope, problem);
            return value ? memberOf(*std::move(value), name, dot, problem) : std::nullopt;
        }
        const auto space = dot < name.size() ? scope->namespaces.find(first) : scope->namespaces.end();
        if (space != scope->namespaces.end()) return find(name.substr(dot + 1), *space->second, problem);
    }
    if (std::find(prefixes.begin(), prefixes.end(), name) == prefixes.end()) return std::nullopt;
    if (!m_toldPrefix) inform({}, fmt::format("'${{{}}}' is defined nowhere; it is taken as empty.", name));
    m_toldPrefix = true;
    return std::string();
}

} // namespace orrery::robot::xacro
