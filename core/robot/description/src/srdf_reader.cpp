// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "srdf_reader.h"

#include "named_poses.h"
#include "paths.h"
#include "xml_document.h"
#include "xml_values.h"

#include <orrery/robot/description/errors.h>
#include <orrery/robot/description/urdf_reader.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <system_error>
#include <utility>

namespace orrery::robot {
namespace {

namespace fs = std::filesystem;
using tinyxml2::XMLElement;

constexpr std::size_t mostFiles = 20;

NamedPose readState(const XMLElement& state, FindingList& findings) {
    NamedPose pose;
    pose.name = textAttribute(state, "name");
    for (auto* joint = state.FirstChildElement("joint"); joint; joint = joint->NextSiblingElement("joint")) {
        const std::string name(textAttribute(*joint, "name"));
        const std::string_view text = textAttribute(*joint, "value");
        if (text.find_first_of(" \t\n") != std::string_view::npos) continue; // a free joint's
        const auto value = parseNumber(text);
        if (!name.empty() && value) {
            pose.joints[name] = *value;
        } else {
            findings.warn(joint->GetLineNum(), name,
                          fmt::format("The pose '{}' sets a joint to '{}', which is no number; it is left out.",
                                      pose.name, text.substr(0, 40)));
        }
    }
    return pose;
}

/// The SRDFs in the folders where they usually are.
std::vector<fs::path> srdfsNear(const fs::path& description) {
    const fs::path folder = description.parent_path();
    std::vector<fs::path> files;
    for (const fs::path& place :
         {folder, folder / "config", folder / "srdf", folder.parent_path() / "config", folder.parent_path() / "srdf"}) {
        std::error_code error;
        std::vector<fs::path> here;
        for (fs::directory_iterator it(place, error), end; !error && it != end; it.increment(error)) {
            std::error_code ignored;
            if (it->path().extension() == ".srdf" && it->is_regular_file(ignored)) here.push_back(it->path());
        }
        std::ranges::sort(here);
        files.insert(files.end(), here.begin(), here.end());
    }
    files.resize(std::min(files.size(), mostFiles));
    return files;
}

std::string contentOf(const fs::path& file) {
    std::error_code error;
    std::string bytes(std::min<std::uintmax_t>(fs::file_size(file, error), maxDescriptionBytes + 1), '\0');
    if (error) return {};
    std::ifstream in(file, std::ios::binary);
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    return bytes;
}

} // namespace

Result<Srdf> readSrdf(std::string_view text, const std::string& sourceName, FindingList& findings) {
    tinyxml2::XMLDocument document;
    if (auto parsed = parseDescriptionXml(document, text, sourceName); !parsed) return fail(parsed.error());
    const XMLElement& root = *document.RootElement();
    if (std::string_view(root.Name()) != "robot")
        return fail(DescriptionErrc::Unsupported, "This file holds no <robot>.", {}, sourceName);
    Srdf srdf{std::string(textAttribute(root, "name")), {}};
    std::map<std::string, int> uses;
    for (auto* state = root.FirstChildElement("group_state"); state; state = state->NextSiblingElement("group_state"))
        ++uses[std::string(textAttribute(*state, "name"))];
    for (auto* state = root.FirstChildElement("group_state"); state; state = state->NextSiblingElement("group_state")) {
        NamedPose pose = readState(*state, findings);
        const std::string_view group = textAttribute(*state, "group");
        if (uses[pose.name] > 1 && !group.empty()) pose.name += fmt::format(" ({})", group);
        srdf.poses.push_back(std::move(pose));
    }
    return srdf;
}

void addPosesBeside(LoadedDescription& loaded) {
    Description& robot = loaded.description;
    for (const fs::path& path : srdfsNear(pathFromUtf8(robot.sourceFile))) {
        const std::string file = utf8FromPath(path);
        FindingList findings(file);
        auto srdf = readSrdf(contentOf(path), file, findings);
        const bool isNamedAlike = robot.sourceFile.find('/' + utf8FromPath(path.stem()) + '.') != std::string::npos;
        if (!srdf && isNamedAlike) {
            findings.warn(0, {}, fmt::format("The poses in this file cannot be read: {}", srdf.error().message));
        } else if (srdf && srdf->robot == robot.name) {
            addPoses(robot, std::move(srdf->poses), findings);
        } else {
            continue;
        }
        const auto more = findings.take();
        loaded.findings.insert(loaded.findings.end(), more.begin(), more.end());
    }
}

} // namespace orrery::robot
