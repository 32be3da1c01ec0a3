// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/cache/store.h>

#include "folder.h"

#include <orrery/platform/posix_error.h>

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

namespace orrery::cache {

namespace {

enum class Taken { Yes, ByAnother, Removed };

Taken take(int fd) {
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) return errno == EWOULDBLOCK ? Taken::ByAnother : Taken::Yes;
    struct stat info {};
    return ::fstat(fd, &info) == 0 && info.st_nlink == 0 ? Taken::Removed : Taken::Yes;
}

} // namespace

Result<BlobLock> BlobLock::tryAcquire(const RepoPaths& paths, std::string_view etag) {
    if (!isEtag(etag)) return fail(Errc::UnsafeName, "The server's name for a file's content cannot be a file name.");
    const Result<Folder> root = Folder::open(paths.root);
    if (!root) return fail(root.error());
    const std::filesystem::path file = paths.lock(etag);
    const Result<Folder> folder = root->enterAll(".locks/" + file.parent_path().filename().string());
    if (!folder) return fail(folder.error());
    for (;;) { // its last holder may remove the file between our opening and locking it
        Result<platform::FileDescriptor> opened = folder->openFile(file.filename().string(), O_TRUNC);
        if (!opened) return fail(opened.error());
        switch (take(opened->get())) {
        case Taken::Yes: return BlobLock(std::move(*opened));
        case Taken::Removed: continue;
        case Taken::ByAnother:
            return fail(
                Errc::Locked,
                fmt::format("Another program is downloading the same file of {}. It is waited for.", paths.repo.name),
                {}, file.string());
        }
    }
}

} // namespace orrery::cache
