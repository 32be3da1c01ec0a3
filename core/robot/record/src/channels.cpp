// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "channels.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <iterator>
#include <limits>

namespace orrery::robot::channels {
namespace {

constexpr std::string_view jointStateSchema =
    R"({"title":"sensor_msgs/JointState","type":"object","properties":{)"
    R"("header":{"type":"object","properties":{"stamp":{"type":"object","properties":{"sec":{"type":"integer"},"nsec":{"type":"integer"}}},"frame_id":{"type":"string"}}},)"
    R"("name":{"type":"array","items":{"type":"string"}},)"
    R"("position":{"description":"rad or m","type":"array","items":{"type":"number"}},)"
    R"("velocity":{"description":"rad/s or m/s; empty: not measured","type":"array","items":{"type":"number"}},)"
    R"("effort":{"description":"N m or N; empty: not measured","type":"array","items":{"type":"number"}}}})";

constexpr std::string_view appliedSchema =
    R"({"title":"orrery.AppliedTargets","description":"Targets that were handed to the robot","type":"object","properties":{)"
    R"("timestamp":{"type":"object","properties":{"sec":{"type":"integer"},"nsec":{"type":"integer"}}},)"
    R"("name":{"type":"array","items":{"type":"string"}},)"
    R"("position":{"description":"rad or m","type":"array","items":{"type":"number"}}}})";

constexpr std::string_view markSchema =
    R"({"title":"orrery.Mark","type":"object","properties":{)"
    R"("timestamp":{"type":"object","properties":{"sec":{"type":"integer"},"nsec":{"type":"integer"}}},)"
    R"("text":{"type":"string"}}})";

std::string jsonText(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string quotedNames(const JointNames& names) {
    std::string text;
    for (const std::string& name : names) {
        if (!text.empty()) text += ',';
        text += jsonText(name);
    }
    return text;
}

void append(std::string& out, std::span<const double> numbers) {
    bool first = true;
    for (const double number : numbers) {
        if (!std::exchange(first, false)) out += ',';
        if (std::isfinite(number)) {
            fmt::format_to(std::back_inserter(out), "{}", number);
        } else {
            out += "null";
        }
    }
}

void appendStamp(std::string& out, std::string_view key, mcap::Time utc) {
    constexpr mcap::Time second = 1'000'000'000;
    fmt::format_to(std::back_inserter(out), R"("{}":{{"sec":{},"nsec":{}}})", key, utc / second, utc % second);
}

/// Picks the arrays out of a joint state's JSON as it passes by.
class StateListener final : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit StateListener(DecodedState& into) : m_into(into) {}

    bool null() override { return number(std::numeric_limits<double>::quiet_NaN()); }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t value) override { return number(static_cast<double>(value)); }
    bool number_unsigned(number_unsigned_t value) override { return number(static_cast<double>(value)); }
    bool number_float(number_float_t value, const string_t&) override { return number(value); }
    bool string(string_t& value) override {
        if (m_depth == 2 && m_inNames) m_into.names.push_back(std::move(value));
        return true;
    }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return ++m_depth <= deepest; }
    bool end_object() override { return leave(); }
    bool start_array(std::size_t) override { return ++m_depth <= deepest; }
    bool end_array() override { return leave(); }
    bool key(string_t& name) override {
        if (m_depth != 1) return true;
        m_inNames = name == "name";
        m_numbers = name == "position"   ? &m_into.position
                    : name == "velocity" ? &m_into.velocity
                    : name == "effort"   ? &m_into.effort
                                         : nullptr;
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }

private:
    static constexpr int deepest = 64;

    bool number(double value) {
        if (m_depth == 2 && m_numbers != nullptr) m_numbers->push_back(value);
        return true;
    }
    bool leave() {
        --m_depth;
        return true;
    }

    DecodedState& m_into;
    std::vector<double>* m_numbers = nullptr;
    bool m_inNames = false;
    int m_depth = 0;
};

} // namespace

const Definition jointStates{"/joint_states", "sensor_msgs/JointState", jointStateSchema};
const Definition applied{"/orrery/applied", "orrery.AppliedTargets", appliedSchema};
const Definition marks{"/orrery/marks", "orrery.Mark", markSchema};

Encoder::Encoder(const JointNames& joints) : m_names(quotedNames(joints)) {}

std::string_view Encoder::jointState(mcap::Time utc, const JointState& state) {
    m_text = R"({"header":{)";
    appendStamp(m_text, "stamp", utc);
    m_text += R"(,"frame_id":""},"name":[)";
    m_text += m_names;
    m_text += R"(],"position":[)";
    append(m_text, state.position);
    m_text += R"(],"velocity":[)";
    append(m_text, state.velocity);
    m_text += R"(],"effort":[)";
    append(m_text, state.effort);
    m_text += "]}";
    return m_text;
}

std::string_view Encoder::appliedTargets(mcap::Time utc, const JointNames& names, std::span<const double> positions) {
    m_text = "{";
    appendStamp(m_text, "timestamp", utc);
    m_text += R"(,"name":[)" + quotedNames(names) + R"(],"position":[)";
    append(m_text, positions);
    m_text += "]}";
    return m_text;
}

std::string_view Encoder::mark(mcap::Time utc, std::string_view text) {
    m_text = "{";
    appendStamp(m_text, "timestamp", utc);
    m_text += R"(,"text":)" + jsonText(text) + "}";
    return m_text;
}

bool decodeJointState(std::string_view message, DecodedState& into) {
    into.names.clear();
    into.position.clear();
    into.velocity.clear();
    into.effort.clear();
    StateListener listener(into);
    return nlohmann::json::sax_parse(message.begin(), message.end(), &listener) && !into.names.empty();
}

std::string decodeMark(std::string_view message) {
    const auto json = nlohmann::json::parse(message, nullptr, false);
    if (!json.is_object()) return {};
    const auto text = json.find("text");
    return text != json.end() && text->is_string() ? text->get<std::string>() : std::string();
}

bool isJointState(std::string_view schema, std::string_view encoding) {
    return encoding == "json" && (schema == jointStates.schema || schema == "sensor_msgs/msg/JointState");
}

} // namespace orrery::robot::channels
