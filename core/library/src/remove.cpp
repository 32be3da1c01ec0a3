// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/library/manage.h>

#include "disk.h"
#include "shared_store.h"

#include <orrery/cache/store.h>
#include <orrery/platform/file_descriptor.h>

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>

#include <optional>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

/// The lock of a name in a repository's blobs folder. Nothing: it is no such name.
std::optional<fs::path> lockOf(const fs::path& path) {
    const auto repo = cache::repoFromFolderName(path.parent_path().parent_path().filename().string());
    if (!repo || path.parent_path().filename() != "blobs") return std::nullopt;
    const fs::path root = path.parent_path().parent_path().parent_path();
    const std::string name = path.filename().string();
    return cache::RepoPaths{root, *repo}.lock(name.substr(0, name.find('.')));
}

/// Whether a program is writing under that lock. Makes no lock file.
bool isHeld(const fs::path& lock) {
    const platform::FileDescriptor file(::open(lock.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    return file.isOpen() && ::flock(file.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

Status checkNotBusy(const Removal& removal) {
    for (const fs::path& path : removal.paths) {
        const auto lock = lockOf(path);
        if (lock && isHeld(*lock)) {
            return fail(cache::Errc::Locked,
                        fmt::format("A program is downloading into {} right now, so nothing was deleted. Stop the "
                                    "download, or wait for it.",
                                    path.parent_path().parent_path().string()),
                        {}, path.string());
        }
    }
    return {};
}

bool isLockFile(const fs::path& path) {
    return path.extension() == ".lock" && path.parent_path().parent_path().filename() == ".locks";
}

/// What somebody put into a folder meanwhile stays, and the folder with it.
Status removeOne(const fs::path& path) {
    if (isSharedPayload(path)) return (void)collectShared(path), Status();
    if (isLockFile(path) && isHeld(path)) return {};
    std::error_code error;
    fs::remove(path, error);
    if (!error || error == std::errc::directory_not_empty || error == std::errc::no_such_file_or_directory) return {};
    return fail(Errc::Io, fmt::format("{} could not be deleted. Check its permissions.", path.string()),
                error.message(), path.string());
}

} // namespace

// NOLINTNEXTLINE(performance-unnecessary-value-param): as the header has it
Status remove(const Removal& removal, std::stop_token stop) {
    if (Status checked = checkNotBusy(removal); !checked) return checked;
    for (const fs::path& path : removal.paths) {
        if (stop.stop_requested()) return fail(cancelledError());
        if (Status removed = removeOne(path); !removed) return removed;
    }
    return {};
}

} // namespace orrery::library
