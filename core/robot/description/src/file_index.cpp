// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "file_index.h"

#include "paths.h"

#include <algorithm>
#include <deque>
#include <system_error>
#include <utility>

namespace orrery::robot {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t maxEntries = 50000;
constexpr int maxDepth = 12;

} // namespace

std::string lowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

FileIndex::FileIndex(const fs::path& folder) {
    std::deque<std::pair<fs::path, int>> waiting{{folder, 0}};
    std::size_t entries = 0;
    while (!waiting.empty()) {
        const auto [current, depth] = std::move(waiting.front());
        waiting.pop_front();
        std::error_code error;
        for (fs::directory_iterator it(current, fs::directory_options::skip_permission_denied, error), end;
             !error && it != end; it.increment(error)) {
            if (++entries > maxEntries) {
                m_complete = false;
                return;
            }
            const std::string name = utf8FromPath(it->path().filename());
            std::error_code ignored;
            if (it->is_directory(ignored)) {
                const bool enter = !name.starts_with('.') && !it->is_symlink(ignored);
                if (enter && depth + 1 >= maxDepth) m_complete = false;
                if (enter && depth + 1 < maxDepth) waiting.emplace_back(it->path(), depth + 1);
            } else if (it->is_regular_file(ignored)) {
                m_byName[lowerCase(name)].push_back(it->path());
            }
        }
    }
}

const std::vector<fs::path>& FileIndex::named(const std::string& lowerCaseName) const {
    static const std::vector<fs::path> none;
    const auto found = m_byName.find(lowerCaseName);
    return found == m_byName.end() ? none : found->second;
}

} // namespace orrery::robot
