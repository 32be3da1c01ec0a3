// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xml_values.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <utility>

namespace orrery::robot {
namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";
/// Larger than anything a robot can mean, small enough that no product of poses overflows.
constexpr double largestMagnitude = 1e9;

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> tokens;
    for (auto begin = text.find_first_not_of(blanks); begin != std::string_view::npos;) {
        const auto end = std::min(text.find_first_of(blanks, begin), text.size());
        tokens.push_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(blanks, end);
    }
    return tokens;
}

std::string shortened(std::string_view text) {
    return text.size() <= 40 ? std::string(text) : std::string(text.substr(0, 37)) + "...";
}

Quaternion readQuaternion(const tinyxml2::XMLElement& origin, const ReadContext& context) {
    std::array<double, 4> q{0, 0, 0, 1};
    readNumbers(origin, "quat_xyzw", q, 0, context);
    const double length = std::sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
    if (length < 1e-9) {
        context.warn(origin, "quat_xyzw of <origin> is zero; no rotation is used.");
        return {};
    }
    return normalized(Quaternion{q[3], q[0], q[1], q[2]});
}

} // namespace

std::optional<double> parseNumber(std::string_view text, bool allowNonFinite) {
    if (text.size() > 1 && text[0] == '+' && text[1] != '-' && text[1] != '+') text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end != text.data() + text.size()) return std::nullopt;
    if (error == std::errc::result_out_of_range) {
        const bool tiny = text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos;
        return tiny ? std::optional(0.0) : std::nullopt;
    }
    if (error != std::errc{}) return std::nullopt;
    if (!allowNonFinite && !(std::abs(value) <= largestMagnitude)) return std::nullopt;
    return value;
}

std::string_view textAttribute(const tinyxml2::XMLElement& element, const char* attribute) {
    const char* raw = element.Attribute(attribute);
    if (!raw) return {};
    const std::string_view text = raw;
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

void ReadContext::inform(const tinyxml2::XMLElement& at, std::string_view message) const {
    findings.inform(at.GetLineNum() + lineOffset, name, fmt::format("{} '{}': {}", kind, name, message));
}

void ReadContext::warn(const tinyxml2::XMLElement& at, std::string_view message) const {
    findings.warn(at.GetLineNum() + lineOffset, name, fmt::format("{} '{}': {}", kind, name, message));
}

void parseNumbers(const tinyxml2::XMLElement& element, std::string_view text, std::string_view label,
                  std::span<double> values, double missing, const ReadContext& context) {
    const auto tokens = split(text);
    for (std::size_t i = 0; i < values.size() && i < tokens.size(); ++i) {
        if (const auto number = parseNumber(tokens[i])) {
            values[i] = *number;
        } else {
            context.warn(element, fmt::format("{} contains '{}', which is not a usable number; {} is used.", label,
                                              shortened(tokens[i]), values[i]));
        }
    }
    if (tokens.size() == values.size()) return;
    if (tokens.empty()) {
        context.warn(element, fmt::format("{} is empty; the default is used.", label));
        return;
    }
    for (std::size_t i = tokens.size(); i < values.size(); ++i) values[i] = missing;
    context.warn(element, fmt::format("{} has {} numbers in place of {}; {}.", label, tokens.size(), values.size(),
                                      tokens.size() < values.size() ? fmt::format("the missing ones are {}", missing)
                                                                    : std::string("the rest is ignored")));
}

void readNumbers(const tinyxml2::XMLElement& element, const char* attribute, std::span<double> values, double missing,
                 const ReadContext& context) {
    if (const char* raw = element.Attribute(attribute))
        parseNumbers(element, raw, fmt::format("{} of <{}>", attribute, element.Name()), values, missing, context);
}

double readNumber(const tinyxml2::XMLElement& element, const char* attribute, double fallback,
                  const ReadContext& context) {
    std::array<double, 1> value{fallback};
    readNumbers(element, attribute, value, fallback, context);
    return value[0];
}

Vec3 readVector(const tinyxml2::XMLElement& element, const char* attribute, Vec3 fallback, double missing,
                const ReadContext& context) {
    std::array<double, 3> v{fallback.x, fallback.y, fallback.z};
    readNumbers(element, attribute, v, missing, context);
    return {v[0], v[1], v[2]};
}

Pose readOrigin(const tinyxml2::XMLElement& parent, const ReadContext& context) {
    const tinyxml2::XMLElement* origin = parent.FirstChildElement("origin");
    if (!origin) return {};
    Pose pose;
    pose.position = readVector(*origin, "xyz", {}, 0, context);
    if (origin->Attribute("quat_xyzw")) {
        if (context.quaternions) {
            if (origin->Attribute("rpy"))
                context.warn(*origin, "<origin> has both rpy and quat_xyzw; quat_xyzw is used.");
            pose.rotation = readQuaternion(*origin, context);
            return pose;
        }
        context.warn(*origin, "quat_xyzw of <origin> needs <robot version=\"1.1\">; it is ignored.");
    }
    const Vec3 rpy = readVector(*origin, "rpy", {}, 0, context);
    pose.rotation = normalized(quaternionFromRollPitchYaw(rpy.x, rpy.y, rpy.z));
    return pose;
}

} // namespace orrery::robot
