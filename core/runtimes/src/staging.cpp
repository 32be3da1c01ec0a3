// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "staging.h"

#include "managed_folder.h"

#include <orrery/platform/errc.h>
#include <orrery/platform/posix_error.h>

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace orrery::runtimes {

namespace fs = std::filesystem;

namespace {

constexpr const char* prefix = ".installing-";
constexpr int mostNames = 1000;

tl::unexpected<Error> failure(const fs::path& path, int number) {
    const auto code = platform::errcFromErrno(number);
    std::string message = fmt::format("The engine could not be put into {}.", path.string());
    if (code == platform::Errc::NoSpace) message += " The disk is full: free some space and try again.";
    return fail(code, std::move(message), platform::errnoText(number), path.string());
}

platform::FileDescriptor lockedFolder(const fs::path& path) {
    platform::FileDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (folder.isOpen() && ::flock(folder.get(), LOCK_EX | LOCK_NB) != 0) (void)folder.close();
    return folder;
}

void removeLeftovers(const fs::path& root) {
    std::error_code failed;
    for (fs::directory_iterator it(root, failed), end; !failed && it != end; it.increment(failed)) {
        if (!it->path().filename().string().starts_with(prefix)) continue;
        if (const auto lock = lockedFolder(it->path()); lock.isOpen()) (void)removeTree(it->path());
    }
}

/// Held while folders are made and leftovers removed, so that no new one is taken for a leftover.
platform::FileDescriptor lockRoot(const fs::path& root) {
    platform::FileDescriptor file(::open((root / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    while (file.isOpen() && ::flock(file.get(), LOCK_EX) != 0) {
        if (errno != EINTR) break;
    }
    return file;
}

int renameToNew(const fs::path& from, const fs::path& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL) return errno;
    struct stat info {}; // a file system that cannot say "only if nothing is there"
    if (::lstat(to.c_str(), &info) == 0) return EEXIST;
    return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

/// Two folders change places; where the file system cannot do that in one step, in three.
int exchange(const fs::path& folder, const fs::path& old, const fs::path& aside) {
    if (::renameat2(AT_FDCWD, folder.c_str(), AT_FDCWD, old.c_str(), RENAME_EXCHANGE) == 0) return 0;
    if (errno != EINVAL) return errno;
    if (::rename(old.c_str(), aside.c_str()) != 0) return errno;
    if (::rename(folder.c_str(), old.c_str()) == 0) return 0;
    const int number = errno;
    (void)::rename(aside.c_str(), old.c_str());
    return number;
}

} // namespace

Result<Staging> Staging::create(const fs::path& root) {
    std::error_code failed;
    fs::create_directories(root, failed);
    if (failed) return failure(root, failed.value());
    const auto rootLock = lockRoot(root);
    if (!rootLock.isOpen()) return failure(root, errno);
    removeLeftovers(root);
    std::string path = (root / (std::string(prefix) + "XXXXXX")).string();
    if (!::mkdtemp(path.data())) return failure(root, errno);
    auto lock = lockedFolder(path);
    if (!lock.isOpen()) return failure(path, errno);
    return Staging(path, std::move(lock));
}

Staging::~Staging() {
    if (m_lock.isOpen()) (void)removeTree(m_path);
}

Result<fs::path> Staging::replace(const fs::path& folder, const std::string& name, const fs::path& old) {
    std::error_code ignored;
    fs::permissions(old, fs::perms::owner_all, fs::perm_options::add, ignored);
    if (old.filename() != name) {
        auto placed = publish(folder, name);
        if (placed) fs::rename(old, m_path / "replaced", ignored); // if it cannot go, both stay
        return placed;
    }
    if (::syncfs(m_lock.get()) != 0) return failure(folder, errno);
    fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, ignored);
    const int number = exchange(folder, old, m_path / "replaced");
    return number == 0 ? Result<fs::path>(old) : failure(old, number);
}

Result<fs::path> Staging::publish(const fs::path& folder, const std::string& name) {
    if (::syncfs(m_lock.get()) != 0) return failure(folder, errno);
    std::error_code ignored;
    fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, ignored);
    for (int i = 1; i < mostNames; ++i) {
        const fs::path place = m_path.parent_path() / (i == 1 ? name : fmt::format("{}-{}", name, i));
        const int number = renameToNew(folder, place);
        if (number == 0) return place;
        if (number != EEXIST && number != ENOTEMPTY) return failure(place, number);
    }
    return failure(m_path.parent_path() / name, EEXIST);
}

} // namespace orrery::runtimes
