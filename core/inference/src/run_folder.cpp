// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "run_folder.h"

#include <orrery/platform/errc.h>
#include <orrery/platform/paths.h>

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <string>
#include <system_error>

namespace orrery::inference {

namespace fs = std::filesystem;

namespace {

bool isAlive(const std::string& processId) {
    std::error_code ignored;
    return fs::exists(fs::path("/proc") / processId, ignored);
}

/// Not open when somebody else holds the lock.
platform::FileDescriptor lock(const fs::path& folder) {
    platform::FileDescriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const bool locked = descriptor.isOpen() && ::flock(descriptor.get(), LOCK_EX | LOCK_NB) == 0;
    return locked ? std::move(descriptor) : platform::FileDescriptor();
}

/// Folders whose Orrery was killed before it could remove them. Named engine-<process id>-<random>. The number alone
/// does not tell: another copy may live where processes are numbered anew, as in a container.
void removeLeftovers(const fs::path& parent) {
    std::error_code ignored;
    for (fs::directory_iterator it(parent, ignored), end; !ignored && it != end; it.increment(ignored)) {
        const std::string name = it->path().filename().string();
        if (!name.starts_with("engine-")) continue;
        const std::string owner = name.substr(7, name.find('-', 7) - 7);
        std::error_code failed;
        if (!isAlive(owner) && lock(it->path()).isOpen()) fs::remove_all(it->path(), failed);
    }
}

Error noFolder(Error error) {
    error.message = error.is(platform::Errc::NoSpace)
                        ? fmt::format("There is no room for the engine's private folder: the disk that holds {} is "
                                      "full. Free some space there and try again.",
                                      error.where)
                        : fmt::format("The engine's private folder cannot be made in {}. Check that this folder "
                                      "exists and can be written, or set XDG_RUNTIME_DIR to another.",
                                      error.where);
    return error;
}

} // namespace

Result<RunFolder> RunFolder::create() {
    const auto parent = platform::runtimeFolder();
    if (!parent) return fail(parent.error());
    removeLeftovers(*parent);
    auto folder = platform::TemporaryDirectory::create(fmt::format("engine-{}", ::getpid()), *parent);
    if (!folder) return fail(noFolder(folder.error()));
    auto held = lock(folder->path());
    return RunFolder(std::move(*folder), std::move(held));
}

} // namespace orrery::inference
