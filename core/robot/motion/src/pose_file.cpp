// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/pose_file.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

namespace orrery::robot {
namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 6; // anything nested deeper means nothing here and is dropped while reading
constexpr std::size_t kLongestDetail = 300;
constexpr const char* kFormat = "orrery-poses";

auto bad(std::string message, std::string detail = {}) {
    return fail(Errc::InvalidArgument, std::move(message), std::move(detail));
}

std::string trimmed(const std::string& text) {
    constexpr const char* blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string textOf(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Cut to a length in bytes, at the end of a character.
std::string cut(std::string text, std::size_t most) {
    if (text.size() <= most) return text;
    const auto isInside = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
    while (most > 0 && isInside(most)) --most;
    text.resize(most);
    return text;
}

bool looksLikePng(const std::string& picture) {
    constexpr std::string_view start = "iVBORw0KGgo"; // the signature of PNG
    return picture.size() <= kMaxPosePicture && picture.starts_with(start) &&
           std::ranges::all_of(
               picture, [](unsigned char c) { return std::isalnum(c) != 0 || c == '+' || c == '/' || c == '='; });
}

Status readJoints(const Json& object, KeptPose& into) {
    const auto found = object.find("joints");
    if (found == object.end() || !found->is_object() || found->empty())
        return bad("\"joints\" with the joints' positions is missing.");
    if (found->size() > kMaxPoseJoints)
        return bad(fmt::format("It has {} joints; {} is the most.", found->size(), kMaxPoseJoints));
    for (const auto& [joint, position] : found->items()) {
        if (joint.empty() || !position.is_number() || !std::isfinite(position.get<double>()))
            return bad(fmt::format("The position of '{}' is not a number.", cut(joint, kMaxPoseName)));
        into.joints[joint] = position.get<double>();
    }
    return {};
}

Result<KeptPose> readPose(const Json& object) {
    if (!object.is_object()) return bad("It is not an object.");
    KeptPose pose;
    pose.name = cut(trimmed(textOf(object, "name")), kMaxPoseName);
    if (pose.name.empty()) return bad("\"name\" is missing.");
    if (Status status = readJoints(object, pose); !status) return fail(status.error());
    pose.picture = textOf(object, "picture");
    if (!looksLikePng(pose.picture)) pose.picture.clear();
    return pose;
}

Result<PoseFile> readPoses(const Json& object) {
    if (!object.is_object() || textOf(object, "format") != kFormat)
        return bad(fmt::format("It is no file of poses: \"format\" is not \"{}\".", kFormat));
    const auto version = object.find("version");
    if (version != object.end() && version->is_number() && version->get<double>() > 1)
        return bad("It was written by a newer Orrery.");
    const auto found = object.find("poses");
    if (found == object.end() || !found->is_array()) return bad("\"poses\" is missing.");
    if (found->size() > kMaxPoses)
        return bad(fmt::format("It has {} poses; {} is the most.", found->size(), kMaxPoses));
    PoseFile file;
    file.robot = textOf(object, "robot");
    for (const Json& item : *found) {
        auto pose = readPose(item);
        if (!pose) return bad(fmt::format("Pose {}: {}", file.poses.size() + 1, pose.error().message));
        pose->name = freePoseName(file, std::move(pose->name));
        file.poses.push_back(*std::move(pose));
    }
    return file;
}

Result<Json> parse(std::string_view text) {
    try {
        const auto shallow = [](int depth, Json::parse_event_t, const Json&) { return depth <= kDeepest; };
        return Json::parse(text, shallow);
    } catch (const Json::parse_error& error) {
        const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
        return bad(fmt::format("It is not valid JSON: line {} is where reading stopped.",
                               1 + std::count(text.begin(), end, '\n')),
                   std::string(error.what()).substr(0, kLongestDetail));
    } catch (const Json::exception& error) {
        return bad("It holds a number that is too large.", std::string(error.what()).substr(0, kLongestDetail));
    }
}

} // namespace

Result<PoseFile> readPoseFile(std::string_view text, const std::string& sourceName) {
    const auto located = [&sourceName](const Error& error) {
        return fail(Errc::InvalidArgument, fmt::format("The poses in {} cannot be used. {}", sourceName, error.message),
                    error.detail, sourceName);
    };
    if (text.size() > kMaxPoseFileBytes)
        return fail(
            Errc::InvalidArgument,
            fmt::format("{} is larger than {} MiB; is it a file of poses?", sourceName, kMaxPoseFileBytes >> 20U), {},
            sourceName);
    const auto json = parse(text);
    if (!json) return located(json.error());
    auto file = readPoses(*json);
    if (!file) return located(file.error());
    return file;
}

std::string writePoseFile(const PoseFile& file) {
    Json poses = Json::array();
    for (const KeptPose& pose : file.poses) {
        Json one{{"name", pose.name}, {"joints", pose.joints}};
        if (!pose.picture.empty()) one["picture"] = pose.picture;
        poses.push_back(std::move(one));
    }
    const Json json{{"format", kFormat}, {"version", 1}, {"robot", file.robot}, {"poses", std::move(poses)}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string freePoseName(const PoseFile& file, std::string wanted) {
    const auto isTaken = [&file](const std::string& name) {
        return std::ranges::any_of(file.poses, [&](const KeptPose& pose) { return pose.name == name; });
    };
    wanted = cut(trimmed(wanted), kMaxPoseName);
    if (!isTaken(wanted)) return wanted;
    for (std::size_t number = 2;; ++number) {
        const std::string suffix = fmt::format(" {}", number);
        std::string name = cut(wanted, kMaxPoseName - suffix.size()) + suffix;
        if (!isTaken(name)) return name;
    }
}

} // namespace orrery::robot
