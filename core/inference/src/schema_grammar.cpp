// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "schema_grammar.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <vector>

namespace orrery::inference {

namespace {

constexpr int deepest = 32;
constexpr std::size_t mostRules = 2000;
constexpr std::size_t mostMinItems = 16;

constexpr std::string_view basicRules = R"(ws ::= [ \t\n]{0,20}
string ::= "\"" ([^"\\\x00-\x1f] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F]{4}))* "\""
integer ::= "-"? ("0" | [1-9] [0-9]*)
number ::= integer ("." [0-9]+)? ([eE] [-+]? [0-9]+)?
boolean ::= "true" | "false"
null ::= "null"
array ::= "[" ws (value (ws "," ws value)*)? ws "]"
object ::= "{" ws (string ws ":" ws value (ws "," ws string ws ":" ws value)*)? ws "}"
value ::= object | array | string | number | boolean | null
)";

/// The text as a GBNF terminal.
std::string literal(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        if (c == '\n')
            result += "\\n";
        else
            result += c;
    }
    return result + '"';
}

class GrammarWriter {
public:
    explicit GrammarWriter(const OrderedJson& schema) : m_root(schema) {}

    std::string write() {
        const std::string start = expression(m_root, 0);
        return "root ::= ws " + start + "\n" + m_rules + std::string(basicRules);
    }

private:
    std::string expression(const OrderedJson& schema, int depth) {
        if (depth > deepest || m_count > mostRules) return "value";
        if (const std::string target = text(member(schema, "$ref")); !target.empty()) return reference(target, depth);
        if (schema.is_object() && schema.contains("const")) return literal(dump(schema["const"]));
        if (const OrderedJson& values = member(schema, "enum"); values.is_array() && !values.empty())
            return oneOf(values);
        for (const char* key : {"anyOf", "oneOf"})
            if (const OrderedJson& choices = member(schema, key); choices.is_array() && !choices.empty())
                return alternatives(choices, depth);
        return ofType(schema, member(schema, "type"), depth);
    }

    std::string ofType(const OrderedJson& schema, const OrderedJson& type, int depth) {
        if (type.is_array() && !type.empty()) {
            std::vector<std::string> parts;
            for (const OrderedJson& one : type) parts.push_back(one.is_string() ? ofType(schema, one, depth) : "value");
            return choice(parts);
        }
        std::string name = text(type);
        const bool hasProperties = member(schema, "properties").is_object() && !member(schema, "properties").empty();
        if (name == "object" || (name.empty() && hasProperties))
            return hasProperties ? objectRule(schema, depth) : "object";
        if (name == "array") return arrayRule(schema, depth);
        for (const char* plain : {"string", "integer", "number", "boolean", "null"})
            if (name == plain) return name;
        return "value";
    }

    std::string choice(const std::vector<std::string>& parts) {
        std::string joined;
        for (const std::string& part : parts) joined += (joined.empty() ? "" : " | ") + part;
        return fmt::format("({})", joined);
    }

    std::string oneOf(const OrderedJson& values) {
        std::vector<std::string> parts;
        for (const OrderedJson& value : values) parts.push_back(literal(dump(value)));
        return choice(parts);
    }

    std::string alternatives(const OrderedJson& choices, int depth) {
        std::vector<std::string> parts;
        for (const OrderedJson& one : choices) parts.push_back(expression(one, depth + 1));
        return choice(parts);
    }

    std::string arrayRule(const OrderedJson& schema, int depth) {
        const OrderedJson& items = member(schema, "items");
        if (!items.is_object()) return "array";
        const std::string item = addRule(expression(items, depth + 1));
        const std::size_t least = std::min<std::size_t>(count(member(schema, "minItems")).value_or(0), mostMinItems);
        const std::string more = "(ws \",\" ws " + item + ")";
        if (least == 0) return R"("[" ws ()" + item + " " + more + R"(*)? ws "]")";
        return R"("[" ws )" + item + " " + more + "{" + std::to_string(least - 1) + R"(,} ws "]")";
    }

    /// Properties in their order, written from the last to the first: each rule names what may follow it.
    std::string objectRule(const OrderedJson& schema, int depth) {
        std::set<std::string> required;
        for (const OrderedJson& name :
             member(schema, "required").is_array() ? member(schema, "required") : OrderedJson::array())
            required.insert(text(name));
        std::string first = "ws \"}\""; // when nothing has been written yet
        std::string later = "ws \"}\""; // when a comma is due
        const OrderedJson& properties = member(schema, "properties");
        for (auto property = properties.rbegin(); property != properties.rend(); ++property) {
            const std::string pair =
                literal(dump(OrderedJson(property.key()))) + " ws \":\" ws " + expression(property.value(), depth + 1);
            const std::string pairRule = addRule(pair);
            const bool needed = required.contains(property.key());
            const std::string laterRule = addRule(later);
            const std::string firstRule = addRule(first);
            first = "ws " + pairRule + " " + laterRule + (needed ? "" : " | " + firstRule);
            later = "ws \",\" ws " + pairRule + " " + laterRule + (needed ? "" : " | " + laterRule);
        }
        return "\"{\" " + addRule(first);
    }

    std::string reference(const std::string& target, int depth) {
        if (const auto known = m_references.find(target); known != m_references.end()) return known->second;
        if (!target.starts_with('#')) return "value";
        const OrderedJson* found = nullptr;
        try {
            found = &m_root.at(OrderedJson::json_pointer(target.substr(1)));
        } catch (const OrderedJson::exception&) {
            return "value";
        }
        std::string name = newName();
        m_references[target] = name;
        setRule(name, expression(*found, depth + 1));
        return name;
    }

    std::string newName() { return fmt::format("r{}", m_count++); }

    std::string addRule(const std::string& expression) {
        std::string name = newName();
        setRule(name, expression);
        return name;
    }

    void setRule(const std::string& name, const std::string& expression) {
        m_rules += fmt::format("{} ::= {}\n", name, expression);
    }

    const OrderedJson& m_root;
    std::string m_rules;
    std::size_t m_count = 0;
    std::map<std::string, std::string> m_references;
};

} // namespace

std::string schemaGrammar(const OrderedJson& schema) {
    return GrammarWriter(schema).write();
}

} // namespace orrery::inference
