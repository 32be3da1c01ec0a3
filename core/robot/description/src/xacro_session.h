// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xacro_expression.h"
#include "xacro_scope.h"

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/description/errors.h>
#include <orrery/robot/description/xacro.h>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::robot::xacro {

inline constexpr std::size_t maxSteps = 2'000'000;
inline constexpr int maxNestedWork = 500; ///< Elements, macros, blocks and properties inside each other.
inline constexpr std::size_t maxElements = 200'000;
inline constexpr std::size_t maxOutput = 16U << 20U;

/// One expansion: what it may still cost, the first thing that went wrong, and texts with ${ } and $( ) in them. After
/// the first failure every value is None and callers return as soon as they notice.
class Session {
public:
    explicit Session(const ExpansionOptions& options) : m_options(options), m_arguments(options.arguments) {}

    [[nodiscard]] bool failed() const { return m_error.has_value(); }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    void stop(DescriptionErrc code, SourcePlace place, std::string message);
    /// A construct that is no part of what is known here.
    void stopUnsupported(SourcePlace place, std::string_view construct, std::string_view why = {});
    void pass(Error error, SourcePlace place);

    /// Counts work; false (and failed) when there was too much of it.
    bool spend(std::size_t work, SourcePlace place);

    /// The value of a text at this place. A single ${ } keeps its kind, everything else becomes a text.
    Value evaluate(std::string_view text, Scope& scope, SourcePlace place);
    std::string text(std::string_view text, Scope& scope, SourcePlace place) {
        return textOf(evaluate(text, scope, place));
    }
    /// The property, evaluated when it was not yet; nothing when there is none.
    std::optional<Value> find(std::string_view name, Scope& scope, ExpressionProblem& problem);

    void inform(SourcePlace place, std::string message);
    std::vector<Finding> takeFindings() { return std::move(m_findings); }
    [[nodiscard]] std::string where(SourcePlace place) const;
    void setDefaultArgument(const std::string& name, std::string value) { m_arguments.emplace(name, std::move(value)); }

    /// Counts how deep the work is nested, while it lives.
    class Nested {
    public:
        Nested(Session& session, SourcePlace place);
        ~Nested() { --m_session.m_depth; }
        Nested(const Nested&) = delete;
        Nested& operator=(const Nested&) = delete;

    private:
        Session& m_session;
    };

    std::vector<std::string> files; ///< Names of the files read, the main one first.
    std::vector<std::string> trail; ///< The macros being expanded, for errors: "'wheel' at robot.xacro:12"

private:
    Value evaluated(std::string_view inside, std::string_view opening, const ExpressionScope& around,
                    SourcePlace place);
    std::optional<Value> call(std::string_view name, std::span<const Value> arguments, SourcePlace place,
                              ExpressionProblem& problem);
    std::optional<Value> loadYaml(const std::string& name, SourcePlace place, ExpressionProblem& problem);
    Value evalExtension(std::string_view inside, SourcePlace place);
    Value extension(std::string_view inside, Scope& scope, SourcePlace place);
    Value environmentVariable(std::string_view name, std::optional<std::string> fallback, SourcePlace place);
    Value expression(std::string_view inside, Scope& scope, SourcePlace place);
    std::optional<Value> ownValue(Property& property, Scope& scope, ExpressionProblem& problem);

    const ExpansionOptions& m_options;
    std::map<std::string, std::string> m_arguments;
    std::optional<Error> m_error;
    std::vector<Finding> m_findings;
    std::map<std::string, Value> m_yaml; ///< By file.
    std::size_t m_yamlBytes = 0;
    std::size_t m_steps = 0;
    int m_depth = 0;
    bool m_toldPrefix = false;
};

} // namespace orrery::robot::xacro
