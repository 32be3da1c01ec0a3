// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/platform/atomic_file.h>
#include <orrery/platform/file_descriptor.h>
#include <orrery/platform/posix_error.h>

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <optional>
#include <random>
#include <utility>

namespace orrery::platform {
namespace fs = std::filesystem;
namespace {

tl::unexpected<Error> readFailure(const fs::path& path, int number) {
    const Errc code = errcFromErrno(number);
    std::string message = fmt::format("{} could not be read.", path.string());
    if (code == Errc::NotFound) message = fmt::format("There is no file {}.", path.string());
    if (code == Errc::PermissionDenied)
        message = fmt::format("{} may not be read by this user. Check its permissions.", path.string());
    return fail(code, std::move(message), errnoText(number), path.string());
}

tl::unexpected<Error> writeFailure(const fs::path& path, int number) {
    const Errc code = errcFromErrno(number);
    std::string message = fmt::format("{} could not be saved.", path.string());
    if (code == Errc::NotFound) message += " Its folder does not exist.";
    if (code == Errc::PermissionDenied) message += " This user may not write there.";
    if (code == Errc::NoSpace) message += " The disk is full: free some space and try again.";
    return fail(code, std::move(message), errnoText(number), path.string());
}

Status checkReadable(const fs::path& path, const struct stat& info, std::uint64_t maxSize) {
    if (S_ISDIR(info.st_mode))
        return fail(Errc::WrongKind, fmt::format("{} is a folder, not a file.", path.string()), {}, path.string());
    if (!S_ISREG(info.st_mode))
        return fail(Errc::WrongKind, fmt::format("{} is not an ordinary file.", path.string()), {}, path.string());
    if (static_cast<std::uint64_t>(info.st_size) <= maxSize) return {};
    return fail(Errc::TooLarge,
                fmt::format("{} is too large to read: {} bytes, at most {} are expected.", path.string(), info.st_size,
                            maxSize),
                {}, path.string());
}

/// @return 0, or the errno.
int writeAll(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(fd, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

/// The new content beside its target, gone again unless it took the target's place.
class NewFile {
public:
    explicit NewFile(const fs::path& target) : m_target(target) {
        std::random_device random;
        m_path =
            target.parent_path() / fmt::format(".{}.{:08x}{:08x}.tmp", target.filename().string(), random(), random());
    }
    ~NewFile() {
        if (m_file && m_file->isOpen()) (void)m_file->close();
        if (m_exists) ::unlink(m_path.c_str());
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    /// @return 0, or the errno, as the other steps do.
    int create(mode_t mode, std::optional<mode_t> exactMode) {
        m_file.emplace(::open(m_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
        if (!m_file->isOpen()) return errno;
        m_exists = true;
        return exactMode && ::fchmod(m_file->get(), *exactMode) != 0 ? errno : 0;
    }

    int fill(std::string_view bytes) {
        if (const int failed = writeAll(m_file->get(), bytes)) return failed;
        if (::fsync(m_file->get()) != 0) return errno;
        return m_file->close() == 0 ? 0 : errno;
    }

    int takePlace() {
        if (::rename(m_path.c_str(), m_target.c_str()) != 0) return errno;
        m_exists = false;
        return syncFolder();
    }

private:
    [[nodiscard]] int syncFolder() const {
        const fs::path folder = m_target.has_parent_path() ? m_target.parent_path() : fs::path(".");
        const FileDescriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!fd.isOpen()) return 0; // a folder we may write to but not list: nothing more can be done
        const bool synced = ::fsync(fd.get()) == 0 || errno == EINVAL; // EINVAL: not a notion of that file system
        return synced ? 0 : errno;
    }

    fs::path m_target;
    fs::path m_path;
    std::optional<FileDescriptor> m_file;
    bool m_exists = false;
};

fs::path followLink(const fs::path& path) {
    std::error_code error;
    const fs::path target = fs::is_symlink(path, error) ? fs::weakly_canonical(path, error) : path;
    return error ? path : target;
}

} // namespace

Status writeFileAtomically(const fs::path& path, std::string_view bytes, NewFileAccess access) {
    const fs::path target = followLink(path);
    struct stat old {};
    const bool exists = ::stat(target.c_str(), &old) == 0;
    if (exists && !S_ISREG(old.st_mode)) {
        return fail(Errc::WrongKind, fmt::format("{} could not be saved: it is not an ordinary file.", path.string()),
                    {}, path.string());
    }
    const mode_t mode = access == NewFileAccess::Private ? 0600 : 0666;
    NewFile file(target);
    int failed = file.create(exists ? 0600 : mode, exists ? std::optional<mode_t>(old.st_mode & 07777U) : std::nullopt);
    if (!failed) failed = file.fill(bytes);
    if (!failed) failed = file.takePlace();
    if (failed) return writeFailure(path, failed);
    return {};
}

Result<std::string> readFile(const fs::path& path, std::uint64_t maxSize) {
    // Without O_NONBLOCK, opening a pipe would wait for its writer.
    const FileDescriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!fd.isOpen()) return readFailure(path, errno);
    struct stat info {};
    if (::fstat(fd.get(), &info) != 0) return readFailure(path, errno);
    if (auto checked = checkReadable(path, info, maxSize); !checked) return fail(checked.error());

    std::string bytes;
    bytes.reserve(static_cast<std::size_t>(info.st_size));
    std::array<char, 65536> chunk; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by read
    for (;;) {
        const ssize_t count = ::read(fd.get(), chunk.data(), chunk.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return readFailure(path, errno);
        if (count == 0) return bytes;
        bytes.append(chunk.data(), static_cast<std::size_t>(count));
        if (bytes.size() > maxSize) {
            return fail(Errc::TooLarge,
                        fmt::format("{} is too large to read: at most {} bytes are expected.", path.string(), maxSize),
                        {}, path.string());
        }
    }
}

} // namespace orrery::platform
