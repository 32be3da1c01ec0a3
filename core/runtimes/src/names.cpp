// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "names.h"

#include <algorithm>
#include <cctype>

namespace orrery::runtimes {

namespace {

constexpr std::size_t longestName = 80;

bool isKept(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '-';
}

} // namespace

std::string folderName(std::string_view text) {
    std::string name;
    for (const char c : text) {
        const char kept = isKept(c) ? c : '-';
        if (kept == '-' && name.ends_with('-')) continue;
        if (name.empty() && (kept == '.' || kept == '-')) continue;
        name += kept;
        if (name.size() == longestName) break;
    }
    while (name.ends_with('-') || name.ends_with('.')) name.pop_back();
    return name.empty() ? "llama.cpp" : name;
}

std::string folderNameOfArchive(std::string_view fileName) {
    for (const std::string_view ending :
         {".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.zst", ".tar.bz2", ".tar", ".zip"}) {
        if (fileName.size() <= ending.size()) continue;
        const std::string_view end = fileName.substr(fileName.size() - ending.size());
        const bool same =
            std::ranges::equal(end, ending, [](unsigned char a, unsigned char b) { return std::tolower(a) == b; });
        if (same) return folderName(fileName.substr(0, fileName.size() - ending.size()));
    }
    return folderName(fileName);
}

} // namespace orrery::runtimes
