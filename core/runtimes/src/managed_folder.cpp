// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "managed_folder.h"

#include "processes.h"
#include "staging.h"

#include <orrery/platform/posix_error.h>
#include <orrery/runtimes/runtime_store.h>

#include <fmt/format.h>

#include <sys/stat.h>

#include <set>
#include <system_error>
#include <utility>

namespace orrery::runtimes {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t statBlock = 512;

void openFolders(const fs::path& folder) {
    std::error_code failed;
    fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add | fs::perm_options::nofollow, failed);
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
        std::error_code ignored;
        if (it->symlink_status(ignored).type() == fs::file_type::directory) openFolders(it->path());
    }
}

} // namespace

std::uint64_t diskUse(const fs::path& folder) {
    std::uint64_t bytes = 0;
    std::set<std::pair<dev_t, ino_t>> seen;
    std::error_code failed;
    fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, failed);
    for (const fs::recursive_directory_iterator end; !failed && it != end; it.increment(failed)) {
        struct stat info {};
        if (::lstat(it->path().c_str(), &info) != 0) continue;
        if (info.st_nlink > 1 && !S_ISDIR(info.st_mode) && !seen.emplace(info.st_dev, info.st_ino).second) continue;
        bytes += static_cast<std::uint64_t>(info.st_blocks) * statBlock;
    }
    return bytes;
}

std::error_code removeTree(const fs::path& folder) {
    std::error_code failed;
    fs::remove_all(folder, failed);
    if (!failed) return {};
    openFolders(folder);
    failed.clear();
    fs::remove_all(folder, failed);
    return failed;
}

Status checkOurs(const fs::path& root, const fs::path& folder) {
    std::error_code failed;
    const bool below = fs::equivalent(root, folder.parent_path(), failed) && !failed;
    const std::string name = folder.filename().string();
    if (below && !name.empty() && !name.starts_with('.') &&
        fs::symlink_status(folder, failed).type() == fs::file_type::directory)
        return {};
    return fail(
        Errc::NotOurs,
        fmt::format("{} is no runtime folder that Orrery manages, so Orrery does not touch it.", folder.string()), {},
        folder.string());
}

Status checkUnused(const fs::path& folder) {
    const auto process = processRunningFrom(folder);
    if (!process) return {};
    return fail(Errc::InUse, "A running engine comes from this folder. Unload its models first, then try again.",
                fmt::format("process {}", *process), folder.string());
}

Status removeManaged(const fs::path& root, const fs::path& folder) {
    const fs::path place = (folder.has_filename() ? folder : folder.parent_path()).lexically_normal();
    if (Status ours = checkOurs(root, place); !ours) return ours;
    if (Status unused = checkUnused(place); !unused) return unused;
    auto staging = Staging::create(root);
    if (!staging) return fail(staging.error());
    std::error_code failed;
    fs::rename(place, staging->path() / "removed", failed);
    if (failed)
        return fail(platform::errcFromErrno(failed.value()), fmt::format("{} could not be removed.", place.string()),
                    failed.message(), place.string());
    return {};
}

} // namespace orrery::runtimes
