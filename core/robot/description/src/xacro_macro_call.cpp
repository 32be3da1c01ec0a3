// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xacro_walk.h"

#include <fmt/format.h>

#include <algorithm>

namespace orrery::robot::xacro {

using tinyxml2::XMLElement;

bool Expander::isKnown(std::string_view name, const Scope* scope) {
    for (; scope; scope = scope->parent) {
        if (scope->properties.contains(name)) return true;
    }
    return false;
}

void Expander::macro(const XMLElement& element, Context in) {
    std::string name = required(element, "name", in);
    if (isDirective(name)) name.erase(0, directivePrefix.size());
    const char* parameters = element.Attribute("params");
    std::string bad;
    auto parsed = parseParameters(parameters ? parameters : "", bad);
    if (!parsed)
        return m_session.stop(DescriptionErrc::CannotExpand, placeOf(element, in),
                              fmt::format("The macro '{}' on line {} has a parameter '{}' that is not understood.",
                                          name.substr(0, 80), element.GetLineNum(), bad.substr(0, 80)));
    in.scope->macros[name] = {&element, in.file, *std::move(parsed)};
}

std::pair<const Macro*, Scope*> Expander::findMacro(std::string_view name, Scope* scope) {
    const auto dot = name.find('.');
    for (; scope; scope = scope->parent) {
        const auto own = scope->macros.find(name);
        if (own != scope->macros.end()) return {&own->second, nullptr};
        if (dot == std::string_view::npos) continue;
        const auto space = scope->namespaces.find(name.substr(0, dot));
        if (space == scope->namespaces.end()) continue;
        Scope* const home = space->second.get();
        const auto [found, deeper] = findMacro(name.substr(dot + 1), home);
        return {found, deeper ? deeper : home};
    }
    return {nullptr, nullptr};
}

void Expander::call(const XMLElement& element, std::string_view name, Context in) {
    if (m_session.failed()) return;
    const auto [found, home] = findMacro(name, in.scope);
    if (!found)
        return m_session.stop(DescriptionErrc::CannotExpand, placeOf(element, in),
                              fmt::format("<xacro:{}> on line {} is no macro defined before it, and nothing else "
                                          "that Orrery can expand.",
                                          name.substr(0, 80), element.GetLineNum()));
    const Macro macro = *found; // the body may define it anew
    m_session.trail.push_back(fmt::format("'{}' called at {}", name, m_session.where(placeOf(element, in))));
    Scope scope;
    scope.parent = home ? home : in.scope;
    bindValues(element, macro, scope, in);
    bindBlocks(element, macro, scope, in);
    if (!m_session.failed()) inside(*macro.element, {&scope, macro.file});
    if (!m_session.failed()) m_session.trail.pop_back();
}

void Expander::bindValues(const XMLElement& element, const Macro& macro, Scope& scope, Context in) {
    for (auto* given = element.FirstAttribute(); given; given = given->Next()) {
        const std::string_view name = given->Name();
        if (name.starts_with("xmlns:") || (name == "macro" && std::string_view(element.Name()) == "xacro:call"))
            continue;
        const bool known = std::any_of(macro.parameters.begin(), macro.parameters.end(),
                                       [&](const Parameter& p) { return p.stars == 0 && p.name == name; });
        if (!known)
            return m_session.stop(DescriptionErrc::CannotExpand, placeOf(element, in),
                                  fmt::format("<{}> on line {} is given '{}', which that macro does not know.",
                                              element.Name(), element.GetLineNum(), name.substr(0, 80)));
        Property bound;
        bound.state = Property::State::Known;
        bound.place = {in.file, given->GetLineNum()};
        bound.value = m_session.evaluate(given->Value(), *in.scope, bound.place);
        if (auto* text = std::get_if<std::string>(&bound.value)) bound.value = literalOf(*text);
        scope.properties[std::string(name)] = std::move(bound);
    }
    for (const Parameter& parameter : macro.parameters) {
        if (parameter.stars == 0 && !scope.properties.contains(parameter.name) && !m_session.failed())
            bindDefault(element, macro, parameter, scope, in);
    }
}

void Expander::bindDefault(const XMLElement& element, const Macro& macro, const Parameter& parameter, Scope& scope,
                           Context in) {
    Property bound;
    bound.place = {macro.file, macro.element->GetLineNum()};
    bound.isParameter = true;
    if (parameter.forwards && isKnown(parameter.name, in.scope)) {
        ExpressionProblem problem;
        const auto value = m_session.find(parameter.name, *in.scope, problem);
        bound.value = value.value_or(Value());
        bound.state = Property::State::Known;
        if (!value && !m_session.failed())
            m_session.stop(DescriptionErrc::CannotExpand, placeOf(element, in), problem.message + '.');
    } else if (parameter.fallback) {
        bound.text = *parameter.fallback;
    } else {
        return m_session.stop(
            DescriptionErrc::CannotExpand, placeOf(element, in),
            fmt::format("<{}> on line {} lacks '{}'.", element.Name(), element.GetLineNum(), parameter.name));
    }
    scope.properties[parameter.name] = std::move(bound);
}

void Expander::collectBlocks(const XMLElement& element, Context in, std::vector<Block>& blocks) {
    for (auto* child = element.FirstChildElement(); child && !m_session.failed(); child = child->NextSiblingElement()) {
        const std::string_view name = child->Name();
        if (!m_session.spend(1, placeOf(*child, in))) return;
        if (name == "xacro:if" || name == "xacro:unless") {
            if (holds(*child, in)) collectBlocks(*child, in, blocks);
            continue;
        }
        blocks.push_back({child, false, in.scope, in.file});
    }
}

void Expander::bindBlocks(const XMLElement& element, const Macro& macro, Scope& scope, Context in) {
    std::vector<Block> given;
    collectBlocks(element, in, given);
    std::size_t next = 0;
    for (const Parameter& parameter : macro.parameters) {
        if (parameter.stars == 0 || m_session.failed()) continue;
        if (next >= given.size())
            return m_session.stop(DescriptionErrc::CannotExpand, placeOf(element, in),
                                  fmt::format("<{}> on line {} lacks the block '{}'.", element.Name(),
                                              element.GetLineNum(), parameter.name));
        Block block = given[next++];
        const bool isInsert = std::string_view(block.element->Name()) == "xacro:insert_block";
        if (parameter.stars == 2 && isInsert) {
            const Block* handedOn = blockFor(*block.element, {block.scope, block.file});
            if (!handedOn) return;
            block = *handedOn;
            if (!block.scope) block.scope = in.scope;
        }
        block.contentOnly = parameter.stars == 2;
        scope.blocks[parameter.name] = block;
    }
    if (next < given.size() && !m_session.failed())
        m_session.stop(DescriptionErrc::CannotExpand, placeOf(*given[next].element, {nullptr, given[next].file}),
                       fmt::format("<{}> is handed a further block, <{}> on line {}, which that macro does not know.",
                                   element.Name(), given[next].element->Name(), given[next].element->GetLineNum()));
}

const Block* Expander::blockFor(const XMLElement& insert, Context in) {
    const std::string name = required(insert, "name", in);
    for (const Scope* scope = in.scope; scope && !m_session.failed(); scope = scope->parent) {
        const auto found = scope->blocks.find(name);
        if (found != scope->blocks.end()) return &found->second;
    }
    m_session.stop(
        DescriptionErrc::CannotExpand, placeOf(insert, in),
        fmt::format("There is no block '{}' to insert on line {}.", name.substr(0, 80), insert.GetLineNum()));
    return nullptr;
}

void Expander::insertBlock(const XMLElement& insert, Context in) {
    const Block* found = blockFor(insert, in);
    if (!found) return;
    const Block block = *found;
    const Context there{block.scope ? block.scope : in.scope, block.file};
    if (block.contentOnly) {
        inside(*block.element, there);
    } else {
        element(*block.element, there);
    }
}

} // namespace orrery::robot::xacro
