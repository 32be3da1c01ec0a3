// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace orrery::robot {

struct PackageFolder {
    std::filesystem::path path;
    bool fromEnvironment = false; ///< Found through the ROS environment, so that links inside are trusted.
};

/// Finds ROS packages by name: among a folder's ancestors, their neighbours, and the folders of the ROS environment.
/// Remembers answers.
class PackageFinder {
public:
    PackageFinder(std::filesystem::path start, std::vector<std::string> packageFolders);

    /// Nearest first; empty when there is none.
    const std::vector<PackageFolder>& find(const std::string& package);

private:
    void lookUpwards(const std::string& package, std::vector<PackageFolder>& out);
    void lookInEnvironment(const std::string& package, std::vector<PackageFolder>& out) const;
    const std::string& manifestName(const std::filesystem::path& folder);

    std::filesystem::path m_start;
    std::vector<std::string> m_packageFolders;
    std::map<std::string, std::vector<PackageFolder>> m_known;
    std::map<std::filesystem::path, std::string> m_manifestNames;
};

} // namespace orrery::robot
