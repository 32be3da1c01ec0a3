// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace orrery::robot {

/// Lower-case ASCII letters; other bytes as they are.
std::string lowerCase(std::string text);

/// All files below a folder by lower-case name. Hidden folders and links to folders are left out; it stops at a depth
/// and a number of entries no robot reaches, and then knows that it is incomplete.
class FileIndex {
public:
    explicit FileIndex(const std::filesystem::path& folder);

    [[nodiscard]] const std::vector<std::filesystem::path>& named(const std::string& lowerCaseName) const;
    [[nodiscard]] bool isComplete() const { return m_complete; }

private:
    std::unordered_map<std::string, std::vector<std::filesystem::path>> m_byName;
    bool m_complete = true;
};

} // namespace orrery::robot
