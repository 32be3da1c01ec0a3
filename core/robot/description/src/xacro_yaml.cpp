// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xacro_yaml.h"

#include "xacro_expression.h"
#include "xml_values.h"

#include <fmt/format.h>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <limits>
#include <map>
#include <numbers>
#include <span>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

namespace orrery::robot::xacro {
namespace {

struct Unit {
    std::string_view tag;
    double factor;
};
constexpr std::array units{Unit{"!radians", 1},   Unit{"!degrees", std::numbers::pi / 180},
                           Unit{"!meters", 1},    Unit{"!millimeters", 0.001},
                           Unit{"!foot", 0.3048}, Unit{"!inches", 0.0254}};

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

std::optional<Value> wholeIn(std::string_view text, int base) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// What a text without quotation marks means in YAML 1.1.
Value plainValue(const std::string& text) {
    if (isOneOf(text, {"", "~", "null", "Null", "NULL"})) return {};
    if (isOneOf(text, {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"})) return true;
    if (isOneOf(text, {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"})) return false;
    const bool negative = text[0] == '-';
    const std::string_view digits = std::string_view(text).substr(negative || text[0] == '+' ? 1 : 0);
    std::optional<Value> whole = wholeIn(digits, 10);
    if (digits.starts_with("0x")) whole = wholeIn(digits.substr(2), 16);
    if (digits.size() > 1 && digits.starts_with('0') && wholeIn(digits, 8)) whole = wholeIn(digits, 8);
    if (whole) return negative ? Value(-std::get<std::int64_t>(*whole)) : *whole;
    if (isOneOf(digits, {".inf", ".Inf", ".INF"}))
        return negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    if (isOneOf(text, {".nan", ".NaN", ".NAN"})) return std::numeric_limits<double>::quiet_NaN();
    if (const auto number = parseNumber(text)) return *number;
    return text;
}

/// Builds values while the parser reads, so that no tree of unknown size ever stands.
class Reader final : public YAML::EventHandler {
public:
    explicit Reader(const std::function<bool(std::size_t)>& spend) : m_spend(spend) {}

    std::optional<Value> result;

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t anchor) override { take({}, anchor); }
    void OnAlias(const YAML::Mark&, YAML::anchor_t anchor) override {
        const auto found = m_anchors.find(anchor);
        if (found == m_anchors.end()) throw std::runtime_error("an anchor holds itself");
        take(Value(found->second), YAML::NullAnchor);
    }
    void OnScalar(const YAML::Mark&, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override {
        take(scalar(tag, text), anchor);
    }
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(false, anchor);
    }
    void OnSequenceEnd() override {
        Open closed = close();
        take(bounded(makeList(std::move(closed.items))), closed.anchor);
    }
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
        open(true, anchor);
    }
    void OnMapEnd() override {
        Open closed = close();
        const YAML::anchor_t anchor = closed.anchor;
        take(bounded(makeDict(merged(std::move(closed)))), anchor);
    }

private:
    using Entries = std::vector<std::pair<std::string, Value>>;

    struct Open {
        bool isMap = false;
        YAML::anchor_t anchor = YAML::NullAnchor;
        std::vector<Value> items; ///< Of a list.
        Entries entries;          ///< Of a map.
        std::map<std::string, std::size_t> places;
        std::optional<std::string> key;
    };

    static Value bounded(std::optional<Value> value) {
        if (!value) throw std::runtime_error("it holds too much");
        return *std::move(value);
    }

    Value scalar(const std::string& tag, const std::string& text) const {
        for (const Unit& unit : units) {
            if (tag != unit.tag) continue;
            const ExpressionScope nothing{
                [](std::string_view, ExpressionProblem&) { return std::nullopt; },
                [](std::string_view, std::span<const Value>, ExpressionProblem&) { return std::nullopt; }, m_spend};
            ExpressionProblem problem;
            const auto value = evaluate(text, nothing, problem);
            const auto number = value ? numberOf(*value) : std::nullopt;
            if (!number) throw std::runtime_error(fmt::format("'{} {}' is no number", tag, text.substr(0, 40)));
            return *number * unit.factor;
        }
        return tag == "?" ? plainValue(text) : Value(text);
    }

    void open(bool isMap, YAML::anchor_t anchor) {
        if (m_open.size() >= static_cast<std::size_t>(maxNesting)) throw std::runtime_error("it is nested too deeply");
        m_open.push_back({isMap, anchor, {}, {}, {}, {}});
    }

    Open close() {
        Open closed = std::move(m_open.back());
        m_open.pop_back();
        return closed;
    }

    void take(Value value, YAML::anchor_t anchor) {
        if (++m_count > maxItems || !m_spend(1)) throw std::runtime_error("it holds too much");
        if (anchor != YAML::NullAnchor) m_anchors[anchor] = value;
        if (m_open.empty()) {
            result = std::move(value);
            return;
        }
        Open& into = m_open.back();
        if (!into.isMap) {
            into.items.push_back(std::move(value));
        } else if (!into.key) {
            into.key = textOf(value);
        } else {
            const auto [place, isNew] = into.places.try_emplace(*into.key, into.entries.size());
            if (isNew) into.entries.emplace_back(*into.key, Value());
            into.entries[place->second].second = std::move(value);
            into.key.reset();
        }
    }

    /// "<<: *base" adds what the base holds and the map does not.
    static Entries merged(Open map) {
        const auto merge = map.places.find("<<");
        if (merge == map.places.end()) return std::move(map.entries);
        const Value base = map.entries[merge->second].second;
        std::vector<Value> bases{base};
        if (const auto* list = std::get_if<std::shared_ptr<const List>>(&base)) bases = (*list)->items;
        Entries all;
        for (const Value& each : bases) {
            const auto* dict = std::get_if<std::shared_ptr<const Dict>>(&each);
            if (!dict) return std::move(map.entries);
            for (const auto& entry : (*dict)->items)
                if (map.places.try_emplace(entry.first, all.size()).second) all.push_back(entry);
        }
        for (auto& entry : map.entries)
            if (entry.first != "<<") all.push_back(std::move(entry));
        return all;
    }

    const std::function<bool(std::size_t)>& m_spend;
    std::vector<Open> m_open;
    std::map<YAML::anchor_t, Value> m_anchors;
    std::size_t m_count = 0;
};

} // namespace

std::optional<Value> valueFromYaml(std::string_view text, const std::function<bool(std::size_t)>& spend,
                                   std::string& problem) {
    Reader reader(spend);
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        parser.HandleNextDocument(reader);
    } catch (const YAML::Exception& error) {
        problem = fmt::format("it breaks at line {}: {}", error.mark.line + 1, error.msg);
        return std::nullopt;
    } catch (const std::exception& error) {
        problem = error.what();
        return std::nullopt;
    }
    return reader.result ? reader.result : Value();
}

} // namespace orrery::robot::xacro
