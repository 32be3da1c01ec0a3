// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xacro_expander.h"

#include "xacro_cursor.h"
#include "xacro_walk.h"
#include "xml_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace orrery::robot {
namespace xacro {

using tinyxml2::XMLElement;

namespace {

constexpr int maxIncludes = 500;
constexpr std::size_t maxIncludedBytes = 32U << 20U;

/// Left out of a <robot>: nothing there is read, and much of it asks for files and programs that are not here.
constexpr std::array<std::string_view, 3> ignored{"gazebo", "transmission", "ros2_control"};

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// As Python's names are written.
bool isPropertyName(std::string_view name) {
    const auto isPart = [](char c) { return Cursor::isNameStart(c) || Cursor::isDigit(c) || (c & 0x80) != 0; };
    return !name.empty() && !Cursor::isDigit(name[0]) && !name.starts_with("__") &&
           std::all_of(name.begin(), name.end(), isPart);
}

} // namespace

Result<ExpandedXacro> Expander::run(const XMLElement& root) {
    m_isRobot = std::string_view(root.Name()) == "robot";
    plain(root, {&m_global, 0});
    if (m_session.failed()) return fail(*m_session.error());
    ExpandedXacro out;
    out.text = m_output.takeText();
    out.source = {m_session.files, m_output.takeLines()};
    out.findings = m_session.takeFindings();
    for (const auto& [name, macro] : m_global.macros) out.macros.push_back(name);
    return out;
}

void Expander::inside(const XMLElement& parent, Context in) {
    for (auto* node = parent.FirstChild(); node && !m_session.failed(); node = node->NextSibling()) {
        if (const XMLElement* child = node->ToElement()) {
            element(*child, in);
        } else if (const auto* text = node->ToText(); text && !isBlank(text->Value()) && m_output.depth() > 1) {
            m_output.text(m_session.text(text->Value(), *in.scope, {in.file, text->GetLineNum()}));
        }
    }
}

void Expander::element(const XMLElement& element, Context in) {
    const Session::Nested nested(m_session, placeOf(element, in));
    if (!m_session.spend(1, placeOf(element, in))) return;
    const std::string_view name = element.Name();
    if (isDirective(name)) {
        directive(element, name.substr(directivePrefix.size()), in);
    } else if (!m_isRobot || m_output.depth() != 1 ||
               std::find(ignored.begin(), ignored.end(), name) == ignored.end()) {
        plain(element, in);
    }
}

void Expander::plain(const XMLElement& element, Context in) {
    written(element, element.Name(), in);
}

void Expander::written(const XMLElement& element, const std::string& name, Context in) {
    m_output.open(name, placeOf(element, in));
    for (auto* attribute = element.FirstAttribute(); attribute; attribute = attribute->Next()) {
        const std::string_view key = attribute->Name();
        if (key.starts_with("xmlns:") || key.starts_with(directivePrefix)) continue;
        m_output.attribute(key, m_session.text(attribute->Value(), *in.scope, {in.file, attribute->GetLineNum()}));
    }
    for (auto* child = element.FirstChildElement("xacro:attribute"); child && !m_session.failed();
         child = child->NextSiblingElement("xacro:attribute"))
        m_output.attribute(required(*child, "name", in), required(*child, "value", in));
    if (m_output.elements() > maxElements || m_output.size() > maxOutput)
        m_session.stop(DescriptionErrc::TooLarge, placeOf(element, in),
                       "This xacro file expands to far more than any robot has; it was given up.");
    inside(element, in);
    m_output.close(name);
}

std::string Expander::required(const XMLElement& element, const char* attribute, Context in) {
    if (const char* value = element.Attribute(attribute)) return m_session.text(value, *in.scope, placeOf(element, in));
    m_session.stop(DescriptionErrc::CannotExpand, placeOf(element, in),
                   fmt::format("<{}> on line {} has no '{}'.", element.Name(), element.GetLineNum(), attribute));
    return {};
}

void Expander::directive(const XMLElement& element, std::string_view name, Context in) {
    if (name == "property") return property(element, in);
    if (name == "macro") return macro(element, in);
    if (name == "include") return include(element, in);
    if (name == "if" || name == "unless") {
        if (holds(element, in)) inside(element, in);
        return;
    }
    if (name == "insert_block") return insertBlock(element, in);
    if (name == "arg") return argument(element, in);
    if (name == "call") return call(element, required(element, "macro", in), in);
    if (name == "attribute") {
        if (!isDirective(element.Parent()->Value())) return;
        return m_session.stopUnsupported(placeOf(element, in), "<xacro:attribute> inside another xacro element");
    }
    if (name == "element") return written(element, required(element, "xacro:name", in), in);
    call(element, name, in);
}

bool Expander::holds(const XMLElement& element, Context in) {
    const char* text = element.Attribute("value");
    if (!text) {
        required(element, "value", in);
        return false;
    }
    const Value value = m_session.evaluate(text, *in.scope, placeOf(element, in));
    const auto condition = conditionOf(value);
    if (!condition)
        m_session.stop(DescriptionErrc::CannotExpand, placeOf(element, in),
                       fmt::format("The condition '{}' on line {} gives '{}', which is neither true nor false.",
                                   std::string_view(text).substr(0, 80), element.GetLineNum(),
                                   textOf(value).substr(0, 80)));
    return !m_session.failed() && *condition == (std::string_view(element.Name()) == "xacro:if");
}

void Expander::argument(const XMLElement& element, Context in) {
    const std::string name = required(element, "name", in);
    if (const char* fallback = element.Attribute("default"))
        m_session.setDefaultArgument(name, m_session.text(fallback, *in.scope, placeOf(element, in)));
}

Scope* Expander::target(const XMLElement& element, Context in) {
    const char* wanted = element.Attribute("scope");
    if (!wanted) return in.scope;
    const std::string_view scope = wanted;
    if (scope == "global") return &m_global;
    if (scope == "parent") return in.scope->parent ? in.scope->parent : in.scope;
    m_session.stopUnsupported(placeOf(element, in), fmt::format("scope=\"{}\"", scope.substr(0, 40)));
    return in.scope;
}

void Expander::property(const XMLElement& element, Context in) {
    const std::string name = required(element, "name", in);
    Scope* const scope = target(element, in);
    const char* value = element.Attribute("value");
    const char* fallback = element.Attribute("default");
    const char* remove = element.Attribute("remove");
    if (m_session.failed()) return;
    const bool removes = remove && isTrue(literalOf(remove));
    if (!isPropertyName(name))
        return m_session.stop(
            DescriptionErrc::CannotExpand, placeOf(element, in),
            fmt::format("'{}' on line {} cannot be the name of a property.", name.substr(0, 80), element.GetLineNum()));
    if ((value ? 1 : 0) + (fallback ? 1 : 0) + (removes ? 1 : 0) > 1)
        return m_session.stop(
            DescriptionErrc::CannotExpand, placeOf(element, in),
            fmt::format("The property '{}' on line {} has more than one of 'value', 'default' and 'remove'.",
                        name.substr(0, 80), element.GetLineNum()));
    if (removes) {
        scope->properties.erase(name);
        return;
    }
    if (!value && !fallback) {
        scope->blocks[name] = {&element, true, nullptr, in.file};
        return;
    }
    if (!value && isKnown(name, in.scope)) return;
    Property made;
    made.place = placeOf(element, in);
    made.text = value ? value : fallback;
    const char* lazy = element.Attribute("lazy_eval");
    if (scope != in.scope || (lazy && !isTrue(literalOf(lazy)))) {
        made.value = m_session.evaluate(made.text, *in.scope, made.place);
        if (auto* text = std::get_if<std::string>(&made.value)) made.value = literalOf(*text);
        made.state = Property::State::Known;
    }
    scope->properties[name] = std::move(made);
}

const Expander::Included* Expander::opened(const std::string& name, const XMLElement& element, Context in,
                                           bool optional) {
    const std::string& from = m_session.files.at(static_cast<std::size_t>(in.file));
    auto read = m_options.open
                    ? m_options.open(name, from)
                    : Result<IncludedFile>(fail(DescriptionErrc::CannotExpand, "Nothing can be included here."));
    if (!read && optional) {
        m_session.inform(placeOf(element, in),
                         fmt::format("The optional file '{}' is not there.", name.substr(0, 200)));
        return nullptr;
    }
    if (!read) {
        m_session.stop(DescriptionErrc::CannotExpand, placeOf(element, in),
                       fmt::format("The file '{}', included on line {}, cannot be read: {}", name.substr(0, 200),
                                   element.GetLineNum(), read.error().message));
        return nullptr;
    }
    if (!read->note.empty())
        m_session.inform(placeOf(element, in), fmt::format("Included file '{}': {}.", name.substr(0, 200), read->note));
    const auto [known, isNew] = m_included.try_emplace(read->name);
    if (!isNew) return &known->second;
    m_includedBytes += read->bytes.size();
    if (m_included.size() > maxIncludes || m_includedBytes > maxIncludedBytes) {
        m_session.stop(DescriptionErrc::TooLarge, placeOf(element, in),
                       "This file includes far more than any robot needs.");
        return nullptr;
    }
    known->second.document = std::make_unique<tinyxml2::XMLDocument>();
    known->second.file = static_cast<int>(m_session.files.size());
    m_session.files.push_back(read->name);
    if (auto parsed = parseDescriptionXml(*known->second.document, read->bytes, read->name); !parsed) {
        m_session.pass(parsed.error(), placeOf(element, in));
        return nullptr;
    }
    return &known->second;
}

void Expander::include(const XMLElement& element, Context in) {
    const std::string name = required(element, "filename", in);
    if (name.find_first_of("*?") != std::string::npos)
        return m_session.stopUnsupported(placeOf(element, in), "a pattern of file names in <xacro:include>");
    const char* optional = element.Attribute("optional");
    if (m_session.failed()) return;
    const Included* included = opened(name, element, in, optional && isTrue(literalOf(optional)));
    if (!included || m_session.failed()) return;
    Scope* scope = in.scope;
    if (const char* space = element.Attribute("ns")) {
        auto& made = in.scope->namespaces[m_session.text(space, *in.scope, placeOf(element, in))];
        if (!made) made = std::make_unique<Scope>();
        made->parent = in.scope;
        scope = made.get();
    }
    m_session.trail.push_back(fmt::format("a file included at {}", m_session.where(placeOf(element, in))));
    inside(*included->document->RootElement(), {scope, included->file});
    if (!m_session.failed()) m_session.trail.pop_back();
}

} // namespace xacro

Result<ExpandedXacro> expandXacro(const tinyxml2::XMLElement& root, const std::string& sourceName,
                                  const ExpansionOptions& options) {
    return xacro::Expander(sourceName, options).run(root);
}

} // namespace orrery::robot
