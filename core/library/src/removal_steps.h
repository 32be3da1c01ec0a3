// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <set>
#include <vector>

namespace orrery::library {

/// Collects the names that shall go, one by one, each once: what is in a folder before the folder. No link is followed.
class RemovalSteps {
public:
    /// A file, a link, or a folder with all it holds. Nothing when it is not there.
    void add(const std::filesystem::path& path);
    /// All that a folder holds, not the folder.
    void addContents(const std::filesystem::path& folder);
    /// Folders from `folder` up to `end` (which stays), as long as all that they hold goes.
    void addEmptied(std::filesystem::path folder, const std::filesystem::path& end);

    [[nodiscard]] std::vector<std::filesystem::path> take() { return std::move(m_steps); }

private:
    void push(const std::filesystem::path& path);

    std::vector<std::filesystem::path> m_steps;
    std::set<std::filesystem::path> m_known;
};

} // namespace orrery::library
