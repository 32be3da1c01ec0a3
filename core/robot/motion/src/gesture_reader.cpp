// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/gesture.h>
#include <orrery/robot/motion/motion_error.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace orrery::robot {
namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 8; // anything nested deeper means nothing here and is dropped while reading
constexpr std::size_t kLongestDetail = 300;

auto bad(std::string message, std::string detail = {}) {
    return fail(MotionErrc::BadGesture, std::move(message), std::move(detail));
}

Status readText(const Json& object, const char* key, std::string& into) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (!found->is_string()) return bad(fmt::format("\"{}\" is not a text.", key));
    into = found->get<std::string>();
    return {};
}

Status readNumber(const Json& object, const char* key, double& into) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (!found->is_number()) return bad(fmt::format("\"{}\" is not a number.", key));
    into = found->get<double>();
    return {};
}

Status readEase(const Json& object, Ease& into) {
    std::string ease = "smooth";
    if (Status status = readText(object, "ease", ease); !status) return status;
    if (ease != "smooth" && ease != "linear") {
        return bad("\"ease\" is neither \"smooth\" nor \"linear\".");
    }
    into = ease == "linear" ? Ease::Linear : Ease::Smooth;
    return {};
}

Status readPositions(const Json& object, Keyframe& into) {
    const auto found = object.find("q");
    if (found == object.end() || !found->is_object()) return bad("\"q\" with the joints' positions is missing.");
    for (const auto& [joint, position] : found->items()) {
        if (!position.is_number()) return bad(fmt::format("The position of {} is not a number.", joint));
        into.joints.emplace_back(joint, position.get<double>());
    }
    return {};
}

Result<Keyframe> readKeyframe(const Json& object) {
    if (!object.is_object()) return bad("It is not an object.");
    if (!object.contains("t")) return bad("\"t\", its time in seconds, is missing.");
    Keyframe keyframe;
    if (Status status = readNumber(object, "t", keyframe.time); !status) return fail(status.error());
    if (Status status = readEase(object, keyframe.ease); !status) return fail(status.error());
    if (Status status = readPositions(object, keyframe); !status) return fail(status.error());
    return keyframe;
}

Status readKeyframes(const Json& object, Gesture& into) {
    const auto found = object.find("keyframes");
    if (found == object.end() || !found->is_array()) return bad("\"keyframes\" is missing.");
    if (found->size() > kMaxKeyframes) {
        return bad(fmt::format("There are {} keyframes; {} is the most.", found->size(), kMaxKeyframes));
    }
    for (const Json& item : *found) {
        auto keyframe = readKeyframe(item);
        if (!keyframe) return bad(fmt::format("Keyframe {}: {}", into.keyframes.size() + 1, keyframe.error().message));
        into.keyframes.push_back(std::move(*keyframe));
    }
    return {};
}

Status readLoop(const Json& object, bool& into) {
    const auto found = object.find("loop");
    if (found == object.end()) return {};
    if (!found->is_boolean()) return bad("\"loop\" is neither true nor false.");
    into = found->get<bool>();
    return {};
}

Status readMembers(const Json& object, Gesture& into) {
    if (!object.is_object()) return bad("The file does not hold a JSON object.");
    if (Status status = readText(object, "name", into.name); !status) return status;
    into.title = into.name;
    if (Status status = readText(object, "title", into.title); !status) return status;
    if (Status status = readText(object, "robot", into.robot); !status) return status;
    if (Status status = readLoop(object, into.loop); !status) return status;
    if (Status status = readKeyframes(object, into); !status) return status;
    if (!into.keyframes.empty()) into.duration = into.keyframes.back().time;
    if (Status status = readNumber(object, "duration_s", into.duration); !status) return status;
    return checkGesture(into);
}

std::size_t lineOf(std::string_view text, std::size_t byte) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
    return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

Error located(const Error& error, const std::string& sourceName) {
    return {error.code, fmt::format("The gesture file {} cannot be used. {}", sourceName, error.message), error.detail,
            sourceName};
}

Result<Json> parse(std::string_view text, const std::string& sourceName) {
    try {
        const auto shallow = [](int depth, Json::parse_event_t, const Json&) { return depth <= kDeepest; };
        return Json::parse(text, shallow);
    } catch (const Json::parse_error& error) {
        const auto line = lineOf(text, error.byte == 0 ? 0 : error.byte - 1);
        return fail(
            MotionErrc::BadGesture,
            fmt::format("The gesture file {} is not valid JSON: line {} is where reading stopped.", sourceName, line),
            std::string(error.what()).substr(0, kLongestDetail), fmt::format("{}:{}", sourceName, line));
    } catch (const Json::exception& error) {
        return fail(MotionErrc::BadGesture,
                    fmt::format("The gesture file {} holds a number that is too large.", sourceName), error.what(),
                    sourceName);
    }
}

} // namespace

Result<Gesture> readGesture(std::string_view text, const std::string& sourceName) {
    if (text.size() > kMaxGestureBytes) {
        return fail(MotionErrc::BadGesture,
                    fmt::format("The gesture file {} is larger than {} KiB; is it a gesture?", sourceName,
                                kMaxGestureBytes / 1024),
                    {}, sourceName);
    }
    const auto json = parse(text, sourceName);
    if (!json) return fail(json.error());
    Gesture gesture;
    if (Status status = readMembers(*json, gesture); !status) return fail(located(status.error(), sourceName));
    return gesture;
}

} // namespace orrery::robot
