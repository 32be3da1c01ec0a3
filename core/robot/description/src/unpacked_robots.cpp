// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "unpacked_robots.h"

#include "paths.h"

#include <orrery/robot/description/find_description.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace orrery::robot {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::hours stagingAge{24};

/// NAME-0123456789abcdef
bool isUnpacked(std::string_view name) {
    constexpr std::size_t digits = 16;
    if (name.size() <= digits || name[name.size() - digits - 1] != '-') return false;
    const std::string_view end = name.substr(name.size() - digits);
    return std::ranges::all_of(end, [](unsigned char c) { return std::isdigit(c) || (c >= 'a' && c <= 'f'); });
}

} // namespace

void markUsed(const fs::path& folder) {
    std::error_code ignored;
    fs::last_write_time(folder, fs::file_time_type::clock::now(), ignored);
}

void removeUnused(const fs::path& cache, const fs::path& current) {
    const auto now = fs::file_time_type::clock::now();
    std::vector<std::pair<fs::file_time_type, fs::path>> unpacked;
    std::vector<fs::path> unwanted;
    std::error_code error;
    for (fs::directory_iterator it(cache, error), end; !error && it != end; it.increment(error)) {
        std::error_code unreadable;
        const auto used = it->last_write_time(unreadable);
        if (unreadable || it->is_symlink(unreadable) || !it->is_directory(unreadable) || it->path() == current)
            continue;
        const std::string name = utf8FromPath(it->path().filename());
        if (name.starts_with(".unpacking-") && now - used > stagingAge) unwanted.push_back(it->path());
        if (isUnpacked(name)) unpacked.emplace_back(used, it->path());
    }
    std::ranges::sort(unpacked, std::greater());
    for (std::size_t i = 0; i < unpacked.size(); ++i) {
        const auto& [used, path] = unpacked[i];
        if (i + 1 >= unpackedRobotsKept || now - used > unpackedRobotsAge) unwanted.push_back(path);
    }
    std::error_code ignored;
    for (const fs::path& path : unwanted) fs::remove_all(path, ignored);
}

} // namespace orrery::robot
