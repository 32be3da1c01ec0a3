// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "processes.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <string>
#include <system_error>
#include <utility>

namespace orrery::runtimes {

namespace fs = std::filesystem;

namespace {

/// Which file it is, whatever its name where it is seen.
using FileId = std::pair<dev_t, ino_t>;

std::optional<FileId> programId(const fs::path& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
    return FileId(info.st_dev, info.st_ino);
}

std::set<FileId> filesBelow(const fs::path& folder) {
    std::set<FileId> files;
    std::error_code failed;
    fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, failed);
    for (const fs::recursive_directory_iterator end; !failed && it != end; it.increment(failed)) {
        struct stat info {};
        if (::lstat(it->path().c_str(), &info) == 0 && S_ISREG(info.st_mode)) files.emplace(info.st_dev, info.st_ino);
    }
    return files;
}

std::optional<std::int64_t> processNumber(const fs::path& entry) {
    const std::string name = entry.filename().string();
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), number);
    return problem == std::errc() && end == name.data() + name.size() ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<std::int64_t> processRunningFrom(const fs::path& folder, const fs::path& processes) {
    const auto files = filesBelow(folder);
    std::error_code failed;
    for (fs::directory_iterator it(processes, failed), end; !failed && it != end; it.increment(failed)) {
        const auto number = processNumber(it->path());
        const auto program = number ? programId(it->path() / "exe") : std::nullopt;
        if (program && files.contains(*program)) return number;
    }
    return std::nullopt;
}

} // namespace orrery::runtimes
