// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "pack_source.h"

#include "disk.h"
#include "pack_manifest.h"

#include <orrery/cache/layout.h>
#include <orrery/platform/file_descriptor.h>
#include <orrery/platform/posix_error.h>

#include <fmt/format.h>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <sstream>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

tl::unexpected<Error> refused(std::string why, const fs::path& where) {
    return fail(Errc::InvalidArgument, "This pack is not safe to unpack: " + std::move(why), {}, where.string());
}

tl::unexpected<Error> notAPack(const fs::path& path) {
    return fail(Errc::InvalidArgument,
                fmt::format("{} is no pack of Orrery's: a pack begins with its manifest.json.", path.string()), {},
                path.string());
}

Result<std::string> readAll(PackSource& source, std::uint64_t size, const fs::path& path) {
    if (size > largestManifest) return refused("its manifest is too large.", path);
    std::string bytes(size, '\0');
    for (std::size_t done = 0; done < bytes.size();) {
        const auto count = source.read(bytes.data() + done, bytes.size() - done);
        if (!count) return fail(count.error());
        if (*count == 0) return refused("its manifest is cut off.", path);
        done += *count;
    }
    return bytes;
}

class FolderSource final : public PackSource {
public:
    explicit FolderSource(fs::path folder) : m_folder(std::move(folder)) {}

    Result<std::string> manifest() override {
        const auto file = openFile(std::string(manifestName));
        if (!file) return file.error().is(platform::Errc::NotFound) ? notAPack(m_folder) : fail(file.error());
        return readAll(*this, file->size, m_folder);
    }

    Result<std::optional<PackedFile>> next(const std::vector<std::string>& expected) override {
        if (m_next == expected.size()) return std::nullopt;
        auto file = openFile(expected[m_next++]);
        if (!file) return fail(file.error());
        return *std::move(file);
    }

    Result<std::size_t> read(char* buffer, std::size_t size) override {
        for (;;) {
            const ssize_t count = ::read(m_file.get(), buffer, size);
            if (count >= 0) return static_cast<std::size_t>(count);
            if (errno != EINTR) return failure(m_name, errno);
        }
    }

private:
    [[nodiscard]] tl::unexpected<Error> failure(const std::string& name, int number) const {
        if (number == ELOOP || number == ENOTDIR)
            return refused(fmt::format("\"{}\" is a link or lies behind one.", name), m_folder);
        const std::string message = number == ENOENT ? fmt::format("The pack lacks \"{}\". Copy it again.", name)
                                                     : fmt::format("\"{}\" of the pack cannot be read.", name);
        return fail(platform::errcFromErrno(number), message, platform::errnoText(number), m_folder.string());
    }

    /// Step by step, so that no link on the way is followed.
    Result<PackedFile> openFile(const std::string& name) {
        platform::FileDescriptor folder(::open(m_folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!folder.isOpen()) return failure(name, errno);
        std::istringstream parts(name);
        std::string part;
        std::getline(parts, part, '/');
        for (std::string following; std::getline(parts, following, '/'); part = following) {
            folder = platform::FileDescriptor(
                ::openat(folder.get(), part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            if (!folder.isOpen()) return failure(name, errno);
        }
        m_name = name;
        m_file = platform::FileDescriptor(
            ::openat(folder.get(), part.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        struct stat info {};
        if (!m_file.isOpen() || ::fstat(m_file.get(), &info) != 0) return failure(name, errno);
        if (!S_ISREG(info.st_mode)) return refused(fmt::format("\"{}\" is not a plain file.", name), m_folder);
        return PackedFile{name, static_cast<std::uint64_t>(info.st_size)};
    }

    fs::path m_folder;
    std::size_t m_next = 0;
    std::string m_name;
    platform::FileDescriptor m_file;
};

class ArchiveSource final : public PackSource {
public:
    explicit ArchiveSource(fs::path path) : m_path(std::move(path)), m_archive(archive_read_new(), archive_read_free) {}

    Status open() {
        constexpr std::size_t blockSize = 1U << 20U;
        archive_read_support_format_tar(m_archive.get());
        archive_read_support_filter_zstd(m_archive.get());
        if (archive_read_open_filename(m_archive.get(), m_path.c_str(), blockSize) == ARCHIVE_OK) return {};
        return notAPack(m_path);
    }

    Result<std::string> manifest() override {
        const auto file = nextFile();
        if (!file) return file.error().is(Errc::Io) ? notAPack(m_path) : fail(file.error());
        if (!*file || (*file)->name != manifestName) return notAPack(m_path);
        return readAll(*this, (*file)->size, m_path);
    }

    Result<std::optional<PackedFile>> next(const std::vector<std::string>&) override { return nextFile(); }

    Result<std::size_t> read(char* buffer, std::size_t size) override {
        const la_ssize_t count = archive_read_data(m_archive.get(), buffer, size);
        if (count < 0) return damaged();
        return static_cast<std::size_t>(count);
    }

private:
    tl::unexpected<Error> damaged() {
        const char* text = archive_error_string(m_archive.get());
        return fail(Errc::Io, "The pack is damaged or cut off. Copy it again.", text ? text : "", m_path.string());
    }

    Result<std::optional<PackedFile>> nextFile() {
        for (;;) {
            archive_entry* entry = nullptr;
            const int result = archive_read_next_header(m_archive.get(), &entry);
            if (result == ARCHIVE_EOF) return std::nullopt;
            if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return damaged();
            auto file = checkedFile(entry);
            if (!file || *file) return file;
        }
    }

    /// Nothing for a folder, which tar makes of itself.
    Result<std::optional<PackedFile>> checkedFile(archive_entry* entry) {
        const char* text = archive_entry_pathname_utf8(entry);
        if (!text) text = archive_entry_pathname(entry);
        std::string name = text ? text : "";
        if (name.starts_with("./")) name.erase(0, 2);
        if (archive_entry_filetype(entry) == AE_IFDIR) return std::nullopt;
        const bool isLink = archive_entry_hardlink(entry) != nullptr || archive_entry_symlink(entry) != nullptr;
        if (Status checked = cache::checkFileName(name); !checked) return refused(checked.error().message, m_path);
        if (isLink || archive_entry_filetype(entry) != AE_IFREG)
            return refused(fmt::format("\"{}\" is a link or a device.", name), m_path);
        if (archive_entry_sparse_count(entry) > 0) return refused(fmt::format("\"{}\" has holes.", name), m_path);
        if (!archive_entry_size_is_set(entry) || archive_entry_size(entry) < 0)
            return refused(fmt::format("\"{}\" has no size.", name), m_path);
        return PackedFile{std::move(name), static_cast<std::uint64_t>(archive_entry_size(entry))};
    }

    fs::path m_path;
    std::unique_ptr<archive, int (*)(archive*)> m_archive;
};

} // namespace

Result<std::unique_ptr<PackSource>> PackSource::open(const fs::path& path) {
    const auto facts = factsOf(path);
    if (!facts) return fail(Errc::NotFound, fmt::format("There is no pack {}.", path.string()), {}, path.string());
    if (facts->type == EntryType::Folder) return std::make_unique<FolderSource>(path);
    if (facts->type != EntryType::File) return notAPack(path);
    auto source = std::make_unique<ArchiveSource>(path);
    if (Status opened = source->open(); !opened) return fail(opened.error());
    return source;
}

} // namespace orrery::library
