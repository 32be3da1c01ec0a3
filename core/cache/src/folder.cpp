// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "folder.h"

#include <orrery/cache/layout.h>
#include <orrery/platform/posix_error.h>

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <random>
#include <system_error>
#include <utility>

namespace orrery::cache {

namespace fs = std::filesystem;
using platform::FileDescriptor;

namespace {

/// @return 0, or the errno.
int writeAll(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(fd, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return ::fsync(fd) == 0 ? 0 : errno;
}

tl::unexpected<Error> failureAt(const fs::path& path, int number) {
    // What open(2) says with O_NOFOLLOW to a link, and with O_DIRECTORY to a link or file.
    if (number == ELOOP || number == ENOTDIR) {
        return fail(Errc::Damaged,
                    fmt::format("{} is a link or a file where the cache has a folder or file of its own. Nothing was "
                                "written through it; remove it and try again.",
                                path.string()),
                    platform::errnoText(number), path.string());
    }
    const platform::Errc code = platform::errcFromErrno(number);
    std::string message = fmt::format("{} could not be written.", path.string());
    if (code == platform::Errc::NoSpace) message += " The disk is full: free some space and try again.";
    if (code == platform::Errc::PermissionDenied) message += " This user may not write there.";
    return fail(code, std::move(message), platform::errnoText(number), path.string());
}

} // namespace

std::string randomSuffix() {
    std::random_device random;
    return fmt::format("{:08x}", static_cast<std::uint32_t>(random()));
}

tl::unexpected<Error> Folder::failure(std::string_view name, int number) const {
    return failureAt(path(name), number);
}

Result<Folder> Folder::open(const fs::path& path) {
    std::error_code error;
    fs::create_directories(path, error);
    FileDescriptor file(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!file.isOpen()) return failureAt(path, error ? error.value() : errno);
    return Folder(std::move(file), path);
}

Result<Folder> Folder::enter(std::string_view name) const {
    const std::string segment(name);
    constexpr int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    FileDescriptor file(::openat(m_file.get(), segment.c_str(), flags));
    if (!file.isOpen() && errno == ENOENT) {
        if (::mkdirat(m_file.get(), segment.c_str(), 0777) != 0 && errno != EEXIST) return failure(name, errno);
        file = FileDescriptor(::openat(m_file.get(), segment.c_str(), flags));
    }
    if (!file.isOpen()) return failure(name, errno);
    return Folder(std::move(file), path(name));
}

Result<Folder> Folder::enterAll(std::string_view path) const {
    Folder folder(FileDescriptor(::fcntl(m_file.get(), F_DUPFD_CLOEXEC, 0)), m_path);
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        Result<Folder> next = folder.enter(path.substr(0, end));
        if (!next) return next;
        folder = std::move(*next);
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return folder;
}

bool Folder::holdsFile(std::string_view name) const {
    struct stat info {};
    return ::fstatat(m_file.get(), std::string(name).c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode);
}

Result<std::string> Folder::read(std::string_view name, std::size_t maxSize) const {
    const Result<FileDescriptor> file = openToRead(name);
    if (!file) return fail(file.error());
    std::string bytes(maxSize, '\0');
    const ssize_t count = ::read(file->get(), bytes.data(), bytes.size());
    if (count < 0) return failure(name, errno);
    bytes.resize(static_cast<std::size_t>(count));
    return bytes;
}

Status Folder::write(std::string_view name, std::string_view bytes) const {
    const std::string temporary = fmt::format("{}.{}.tmp", name, randomSuffix());
    FileDescriptor file(::openat(m_file.get(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file.isOpen()) return failure(name, errno);
    int failed = writeAll(file.get(), bytes);
    if (file.close() != 0 && failed == 0) failed = errno;
    if (failed == 0 && ::renameat(m_file.get(), temporary.c_str(), m_file.get(), std::string(name).c_str()) != 0)
        failed = errno;
    if (failed != 0) {
        ::unlinkat(m_file.get(), temporary.c_str(), 0);
        return failure(name, failed);
    }
    sync();
    return {};
}

Status Folder::touch(std::string_view name) const {
    const FileDescriptor file(
        ::openat(m_file.get(), std::string(name).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file.isOpen() && errno != EEXIST) return failure(name, errno);
    return {};
}

int Folder::placeLink(std::string_view name, const std::string& target) const {
    const std::string temporary = fmt::format("{}.{}.tmp", name, randomSuffix());
    const std::string final(name);
    if (::symlinkat(target.c_str(), m_file.get(), final.c_str()) == 0) return 0;
    if (errno != EEXIST) return errno;
    if (::symlinkat(target.c_str(), m_file.get(), temporary.c_str()) != 0) return errno;
    if (::renameat(m_file.get(), temporary.c_str(), m_file.get(), final.c_str()) == 0) return 0;
    const int failed = errno;
    ::unlinkat(m_file.get(), temporary.c_str(), 0);
    return failed;
}

Result<FileDescriptor> Folder::openToRead(std::string_view name) const {
    return openRegular(name, O_RDONLY);
}

Result<FileDescriptor> Folder::openFile(std::string_view name, int moreFlags) const {
    return openRegular(name, O_RDWR | O_CREAT | moreFlags);
}

Result<FileDescriptor> Folder::openRegular(std::string_view name, int flags) const {
    // Without O_NONBLOCK, opening a pipe would wait for its other end.
    FileDescriptor file(
        ::openat(m_file.get(), std::string(name).c_str(), flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666));
    if (!file.isOpen()) return failure(name, errno);
    struct stat info {};
    if (::fstat(file.get(), &info) != 0) return failure(name, errno);
    if (!S_ISREG(info.st_mode)) return failure(name, ELOOP);
    return file;
}

Status Folder::adopt(const fs::path& file, std::string_view name) const {
    if (::renameat(AT_FDCWD, file.c_str(), m_file.get(), std::string(name).c_str()) != 0) return failure(name, errno);
    return {};
}

void Folder::sync() const {
    (void)::fsync(m_file.get()); // a file system that cannot still has the file
}

} // namespace orrery::cache
