// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "pack_sink.h"

#include "disk.h"
#include "text.h"

#include <orrery/platform/file_descriptor.h>
#include <orrery/platform/posix_error.h>

#include <fmt/format.h>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <random>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

tl::unexpected<Error> writeFailure(const fs::path& path, int number) {
    std::string message = fmt::format("The pack {} could not be written.", path.string());
    if (number == ENOSPC || number == EDQUOT) message += " The disk is full.";
    if (number == EFBIG) message += " Its disk does not hold files that large: choose another, or another format.";
    if (number == EEXIST) message += " Two of its names differ only in case, which this disk cannot hold.";
    return fail(platform::errcFromErrno(number), std::move(message), platform::errnoText(number), path.string());
}

fs::path temporaryName(const fs::path& target) {
    std::random_device random;
    return target.parent_path() / fmt::format(".{}.{:08x}.partial", target.filename().string(), random());
}

/// Gives the finished pack its name, unless something took that meanwhile.
Status takePlace(const fs::path& temporary, const fs::path& target) {
    if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) return {};
    if (errno != EINVAL && errno != ENOSYS) return writeFailure(target, errno);
    return ::rename(temporary.c_str(), target.c_str()) == 0 ? Status() : writeFailure(target, errno);
}

Status syncPath(const fs::path& path) {
    const platform::FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.isOpen() && (::fsync(file.get()) == 0 || errno == EINVAL)) return {};
    return writeFailure(path, errno);
}

class FolderSink final : public PackSink {
public:
    explicit FolderSink(const fs::path& target) : m_target(target), m_folder(temporaryName(target)) {}
    ~FolderSink() override {
        std::error_code ignored;
        if (!m_finished) fs::remove_all(m_folder, ignored);
    }

    Status begin(const std::string& name, std::uint64_t) override {
        if (Status closed = closeFile(); !closed) return closed;
        m_path = m_folder / name;
        std::error_code error;
        fs::create_directories(m_path.parent_path(), error);
        if (error) return writeFailure(m_path, error.value());
        m_file = platform::FileDescriptor(
            ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
        return m_file.isOpen() ? Status() : writeFailure(m_path, errno);
    }

    Status write(std::string_view bytes) override {
        while (!bytes.empty()) {
            const ssize_t count = ::write(m_file.get(), bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return writeFailure(m_path, errno);
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return {};
    }

    Status finish() override {
        if (Status closed = closeFile(); !closed) return closed;
        if (Status placed = takePlace(m_folder, m_target); !placed) return placed;
        m_finished = true;
        return syncPath(m_target);
    }

private:
    Status closeFile() {
        if (!m_file.isOpen()) return {};
        if (::fsync(m_file.get()) != 0 || m_file.close() != 0) return writeFailure(m_path, errno);
        return {};
    }

    fs::path m_target;
    fs::path m_folder;
    fs::path m_path;
    platform::FileDescriptor m_file;
    bool m_finished = false;
};

class ArchiveSink final : public PackSink {
public:
    explicit ArchiveSink(const fs::path& target)
        : m_target(target),
          m_path(temporaryName(target)),
          m_archive(archive_write_new(), archive_write_free),
          m_entry(archive_entry_new(), archive_entry_free) {}
    ~ArchiveSink() override {
        m_archive.reset();
        std::error_code ignored;
        if (!m_finished) fs::remove(m_path, ignored);
    }

    Status open(bool compressed) {
        archive_write_set_format_pax_restricted(m_archive.get());
        // Names as they are: in a locale without UTF-8 libarchive could not convert them.
        archive_write_set_format_option(m_archive.get(), "pax", "hdrcharset", "BINARY");
        // A warning means that libarchive would start a program to compress.
        if (compressed && archive_write_add_filter_zstd(m_archive.get()) != ARCHIVE_OK) {
            return fail(Errc::Unsupported,
                        "This system's libarchive cannot compress with zstd. Choose a name that ends in .tar.", {},
                        m_target.string());
        }
        archive_write_set_bytes_in_last_block(m_archive.get(), 1);
        return check(archive_write_open_filename(m_archive.get(), m_path.c_str()));
    }

    Status begin(const std::string& name, std::uint64_t size) override {
        archive_entry_clear(m_entry.get());
        archive_entry_copy_pathname(m_entry.get(), name.c_str());
        archive_entry_set_size(m_entry.get(), static_cast<la_int64_t>(size));
        archive_entry_set_filetype(m_entry.get(), AE_IFREG);
        archive_entry_set_perm(m_entry.get(), 0644);
        return check(archive_write_header(m_archive.get(), m_entry.get()));
    }

    Status write(std::string_view bytes) override {
        const la_ssize_t written = archive_write_data(m_archive.get(), bytes.data(), bytes.size());
        return check(written == static_cast<la_ssize_t>(bytes.size()) ? ARCHIVE_OK : ARCHIVE_FATAL);
    }

    Status finish() override {
        if (Status closed = check(archive_write_close(m_archive.get())); !closed) return closed;
        if (Status synced = syncPath(m_path); !synced) return synced;
        if (Status placed = takePlace(m_path, m_target); !placed) return placed;
        m_finished = true;
        return {};
    }

private:
    Status check(int result) {
        if (result == ARCHIVE_OK || result == ARCHIVE_WARN) return {};
        auto failure = writeFailure(m_target, archive_errno(m_archive.get()));
        if (const char* text = archive_error_string(m_archive.get())) failure.value().detail = text;
        return failure;
    }

    fs::path m_target;
    fs::path m_path;
    std::unique_ptr<archive, int (*)(archive*)> m_archive;
    std::unique_ptr<archive_entry, void (*)(archive_entry*)> m_entry;
    bool m_finished = false;
};

} // namespace

Result<std::unique_ptr<PackSink>> PackSink::create(const fs::path& target) {
    if (factsOfName(target)) {
        return fail(Errc::InvalidArgument, fmt::format("{} is there already. Choose another name.", target.string()),
                    {}, target.string());
    }
    const std::string name = lowerCase(target.filename().string());
    const bool compressed = name.ends_with(".tar.zst");
    if (!compressed && !name.ends_with(".tar")) return std::make_unique<FolderSink>(target);
    auto sink = std::make_unique<ArchiveSink>(target);
    if (Status opened = sink->open(compressed); !opened) return fail(opened.error());
    return sink;
}

} // namespace orrery::library
