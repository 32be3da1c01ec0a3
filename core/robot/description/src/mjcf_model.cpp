// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mjcf_model.h"

#include <orrery/robot/description/errors.h>

#include <fmt/format.h>

#include <charconv>
#include <set>
#include <string>
#include <string_view>

namespace orrery::robot {
namespace {

constexpr int kMaxDropped = 2000;

/// The text between `before` and the next `after`; empty when there is none.
std::string between(const std::string& text, std::string_view before, std::string_view after) {
    const auto begin = text.find(before);
    if (begin == std::string::npos) return {};
    const auto from = begin + before.size();
    const auto end = text.find(after, from);
    return end == std::string::npos ? std::string() : text.substr(from, end - from);
}

int numberAfter(const std::string& text, std::string_view before) {
    const auto begin = text.find(before);
    int number = 0;
    if (begin != std::string::npos)
        std::from_chars(text.data() + begin + before.size(), text.data() + text.size(), number);
    return number;
}

/// What MuJoCo said without its line numbers, which are those of the text it was given.
std::string firstLine(const std::string& error) {
    std::string line = error.substr(0, error.find('\n'));
    for (const std::string_view prefix : {"XML Error: ", "Error: "})
        if (line.starts_with(prefix)) line.erase(0, prefix.size());
    return line;
}

MjcfPlace placeOfError(const MjcfDocument& document, const std::string& error) {
    if (const int line = numberAfter(error, "line "); line > 0) return document.place(line);
    const std::string object = between(error, "Object name = ", ",");
    for (const char* kind : {"body", "joint", "geom", "mesh", "material"}) {
        if (object.empty()) break;
        if (MjcfPlace place = document.placeOf(kind, object); place.line > 0) return place;
    }
    return document.place(0);
}

Error refusal(const MjcfDocument& document, const std::string& error) {
    const MjcfPlace place = placeOfError(document, error);
    const std::string element = between(error, "Element '", "'");
    const std::string at = place.line > 0 ? fmt::format(" at line {} of {}", place.line, place.file) : std::string();
    const std::string what = element.empty() ? fmt::format("this model{}", at) : fmt::format("<{}>{}", element, at);
    return {DescriptionErrc::Unsupported,
            fmt::format("MuJoCo {} cannot read {}: {}. Remove or rewrite it, or open the robot's URDF.",
                        mj_versionString(), what, firstLine(error)),
            error, place.line > 0 ? fmt::format("{}:{}", place.file, place.line) : place.file};
}

} // namespace

Result<MjModel> compileMjcf(MjcfDocument& document, FindingList& findings) {
    std::string error;
    std::set<std::string> told;
    for (int round = 0; round < kMaxDropped; ++round) {
        if (MjModel model = compileMujoco(document.text(), error)) return model;
        const std::string attribute = between(error, "unrecognized attribute: '", "'");
        const int line = numberAfter(error, "line ");
        const MjcfPlace place = document.place(line);
        if (attribute.empty() || !document.dropAttribute(line, attribute)) break;
        const std::string element = between(error, "Element '", "'");
        if (!told.insert(element + "/" + attribute).second) continue;
        findings.warn(
            place.line, {},
            fmt::format("MuJoCo {} does not know '{}' of <{}>; it is ignored here and wherever else it stands.",
                        mj_versionString(), attribute, element));
    }
    return fail(refusal(document, error));
}

} // namespace orrery::robot
