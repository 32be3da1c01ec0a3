// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/description/find_description.h>

#include "file_index.h"
#include "paths.h"
#include "text_decoding.h"

#include <orrery/robot/description/errors.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <tuple>

namespace orrery::robot {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t maxEntries = 50000;
constexpr std::size_t maxCandidates = 2000; // files looked into
constexpr int maxDepth = 12;
constexpr std::size_t headBytes = 16384;

constexpr std::array<std::string_view, 5> endings{".urdf", ".xacro", ".sdf", ".xml", ".world"};

/// The name of the first element; empty when there is none.
std::string_view firstElement(std::string_view text) {
    while (true) {
        const auto open = text.find('<');
        if (open == std::string_view::npos) return {};
        text.remove_prefix(open);
        const std::string_view end = text.starts_with("<!--") ? "-->" : text.starts_with("<?") ? "?>" : "";
        if (end.empty()) break;
        const auto close = text.find(end, 2);
        if (close == std::string_view::npos) return {};
        text.remove_prefix(close + end.size());
    }
    return text.substr(1, std::min(text.find_first_of(" \t\r\n/>", 1), text.size()) - 1);
}

std::string headOf(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string head(headBytes, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    return head;
}

/// Words that parts of a robot carry in their names, and whole robots do not.
bool isNamedLikeAPart(const std::string& stem) {
    constexpr std::array<std::string_view, 10> words{"macro",    "common", "material",     "gazebo", "transmission",
                                                     "inertial", "utils",  "ros2_control", "world",  "scene"};
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return stem.find(word) != std::string::npos; });
}

struct Ranked {
    DescriptionFile found;
    std::tuple<bool, int, int, bool, std::size_t, std::string> key; // smaller is likelier
};

std::optional<Ranked> rank(const fs::path& file, const fs::path& folder) {
    const std::string head = headOf(file);
    const auto kind = descriptionKindOf(head);
    if (!kind) return std::nullopt;
    const std::string shown = utf8FromPath(file);
    std::string stem = lowerCase(utf8FromPath(file.filename()));
    stem = stem.substr(0, stem.find('.'));
    const auto depth = static_cast<int>(std::distance(file.begin(), file.end()));
    const bool isUnnamed = *kind == DescriptionKind::Xacro && head.find("<robot name") == std::string::npos &&
                           head.find("name=") == std::string::npos;
    const bool likeFolder = lowerCase(utf8FromPath(folder.filename())).find(stem) != std::string::npos;
    return Ranked{
        {shown, *kind},
        {isUnnamed || isNamedLikeAPart(stem), static_cast<int>(*kind), depth, !likeFolder, shown.size(), shown}};
}

bool hasKnownEnding(const fs::path& file) {
    const std::string name = lowerCase(utf8FromPath(file.filename()));
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

/// Files with an ending that descriptions have, nearest first.
std::vector<fs::path> filesBelow(const fs::path& folder) {
    std::vector<fs::path> files;
    std::deque<std::pair<fs::path, int>> waiting{{folder, 0}};
    for (std::size_t entries = 0; !waiting.empty() && entries <= maxEntries;) {
        const auto [current, depth] = std::move(waiting.front());
        waiting.pop_front();
        std::error_code error;
        for (fs::directory_iterator it(current, fs::directory_options::skip_permission_denied, error), end;
             !error && it != end && ++entries <= maxEntries; it.increment(error)) {
            std::error_code ignored;
            const bool hidden = utf8FromPath(it->path().filename()).starts_with('.');
            if (it->is_symlink(ignored) || hidden) continue;
            if (it->is_directory(ignored)) {
                if (depth < maxDepth) waiting.emplace_back(it->path(), depth + 1);
            } else if (it->is_regular_file(ignored) && hasKnownEnding(it->path()) && files.size() < maxCandidates) {
                files.push_back(it->path());
            }
        }
    }
    return files;
}

} // namespace

std::optional<DescriptionKind> descriptionKindOf(std::string_view head) {
    const auto text = decodeXmlText(head.substr(0, headBytes), {});
    if (!text) return std::nullopt;
    const std::string_view root = firstElement(*text);
    if (root == "sdf") return DescriptionKind::Sdf;
    if (root == "mujoco") return DescriptionKind::Mjcf;
    if (root != "robot") return std::nullopt;
    return text->find("xacro:") != std::string::npos ? DescriptionKind::Xacro : DescriptionKind::Urdf;
}

Result<std::vector<DescriptionFile>> findDescriptions(const std::string& folder) {
    std::error_code error;
    const fs::path top = fs::absolute(pathFromUtf8(folder), error).lexically_normal();
    if (!fs::is_directory(top, error))
        return fail(DescriptionErrc::NotFound, "There is no such folder.", error.message(), folder);
    std::vector<Ranked> ranked;
    for (const fs::path& file : filesBelow(top)) {
        if (auto found = rank(file, top)) ranked.push_back(*std::move(found));
    }
    if (ranked.empty())
        return fail(DescriptionErrc::NotFound,
                    "There is no robot description in this folder: no URDF, xacro, SDF or MJCF file was found.", {},
                    folder);
    std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) { return a.key < b.key; });
    std::vector<DescriptionFile> files;
    files.reserve(ranked.size());
    for (Ranked& each : ranked) files.push_back(std::move(each.found));
    return files;
}

} // namespace orrery::robot
