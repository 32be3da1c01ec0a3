// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "unpack.h"

#include "unpack_folder.h"

#include <orrery/runtimes/runtime_store.h>

#include <fmt/format.h>

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace orrery::runtimes {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t blockSize = 256U << 10U;
constexpr mode_t keptModes = 0755; // no setuid, nobody else may write

std::string textOr(const char* utf8, const char* plain) {
    return utf8 ? utf8 : plain ? plain : "";
}

class Unpacking {
public:
    Unpacking(const fs::path& archive, UnpackFolder folder, const UnpackLimits& limits, std::uint64_t archiveSize)
        : m_path(archive),
          m_folder(std::move(folder)),
          m_limits(limits),
          m_most(std::min(limits.bytes, std::max(limits.freeBytes, archiveSize * limits.ratio))),
          m_archive(archive_read_new(), archive_read_free) {}

    Status open() {
        archive_read_support_format_tar(m_archive.get());
        archive_read_support_format_zip(m_archive.get());
        archive_read_support_filter_gzip(m_archive.get());
        archive_read_support_filter_xz(m_archive.get());
        archive_read_support_filter_zstd(m_archive.get());
        archive_read_support_filter_bzip2(m_archive.get());
        if (archive_read_open_filename(m_archive.get(), m_path.c_str(), blockSize) == ARCHIVE_OK) return {};
        return damaged();
    }

    Status run(const std::stop_token& stop, const std::function<void(std::uint64_t)>& onProgress) {
        for (;;) {
            if (stop.stop_requested()) return fail(cancelledError());
            archive_entry* entry = nullptr;
            const int result = archive_read_next_header(m_archive.get(), &entry);
            if (result == ARCHIVE_EOF) return m_entries > 0 ? Status() : damaged();
            if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return damaged();
            if (++m_entries > m_limits.entries) return refused("it holds too many files", {});
            if (Status taken = take(entry, stop, onProgress); !taken) return taken;
            if (onProgress) onProgress(readSoFar());
        }
    }

private:
    [[nodiscard]] std::uint64_t readSoFar() const {
        return static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(m_archive.get(), -1), 0));
    }

    tl::unexpected<Error> damaged() {
        const char* text = archive_error_string(m_archive.get());
        return fail(Errc::BadArchive,
                    fmt::format("{} is damaged or is no archive (tar.gz, tar.xz or zip). Fetch it again.",
                                m_path.filename().string()),
                    text ? text : "", m_path.string());
    }

    tl::unexpected<Error> refused(std::string_view why, std::string name) {
        return fail(Errc::BadArchive, fmt::format("{} is not safe to unpack: {}.", m_path.filename().string(), why),
                    std::move(name), m_path.string());
    }

    Status take(archive_entry* entry, const std::stop_token& stop,
                const std::function<void(std::uint64_t)>& onProgress) {
        const std::string name = textOr(archive_entry_pathname_utf8(entry), archive_entry_pathname(entry));
        const auto path = innerPath(name);
        if (!path) return refused("it holds a path that leads out of its folder", name);
        const auto type = archive_entry_filetype(entry);
        if (archive_entry_hardlink(entry)) return takeHardLink(entry, *path, name);
        if (type == AE_IFDIR) return m_folder.makeFolder(*path);
        if (path->empty()) return refused("it holds a file without a name", name);
        if (type == AE_IFLNK) return takeLink(entry, *path, name);
        if (type == AE_IFREG) return takeFile(entry, *path, stop, onProgress);
        return refused("it holds a device", name);
    }

    Status takeLink(archive_entry* entry, const InnerPath& path, const std::string& name) {
        const std::string target = textOr(archive_entry_symlink_utf8(entry), archive_entry_symlink(entry));
        if (!staysInside(path, target))
            return refused("it holds a link that leads out of its folder", name + " -> " + target);
        return m_folder.makeLink(path, target);
    }

    Status takeHardLink(archive_entry* entry, const InnerPath& path, const std::string& name) {
        const std::string target = textOr(archive_entry_hardlink_utf8(entry), archive_entry_hardlink(entry));
        const auto existing = innerPath(target);
        if (!existing || existing->empty() || path.empty())
            return refused("it holds a link that leads out of its folder", name + " -> " + target);
        return m_folder.makeHardLink(path, *existing);
    }

    Status takeFile(archive_entry* entry, const InnerPath& path, const std::stop_token& stop,
                    const std::function<void(std::uint64_t)>& onProgress) {
        const auto file = m_folder.createFile(path, (archive_entry_perm(entry) & keptModes) | 0600U);
        if (!file) return fail(file.error());
        for (;;) {
            if (stop.stop_requested()) return fail(cancelledError());
            const la_ssize_t count = archive_read_data(m_archive.get(), m_buffer.data(), m_buffer.size());
            if (count < 0) return damaged();
            if (count == 0) return {};
            m_bytes += static_cast<std::uint64_t>(count);
            if (m_bytes > m_most) return refused("unpacked, it is far larger than an engine", {});
            if (const int failed = writeAll(file->get(), static_cast<std::size_t>(count)))
                return fail(m_folder.failure(path, failed));
            if (onProgress) onProgress(readSoFar());
        }
    }

    int writeAll(int file, std::size_t size) {
        for (std::size_t done = 0; done < size;) {
            const ssize_t count = ::write(file, m_buffer.data() + done, size - done);
            if (count < 0 && errno != EINTR) return errno;
            if (count > 0) done += static_cast<std::size_t>(count);
        }
        return 0;
    }

    fs::path m_path;
    UnpackFolder m_folder;
    UnpackLimits m_limits;
    std::uint64_t m_most;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_entries = 0;
    std::vector<char> m_buffer = std::vector<char>(blockSize);
    std::unique_ptr<archive, int (*)(archive*)> m_archive;
};

} // namespace

Status unpack(const fs::path& archive, const fs::path& folder, const UnpackLimits& limits, const std::stop_token& stop,
              const std::function<void(std::uint64_t)>& onProgress) {
    std::error_code failed;
    if (!fs::is_regular_file(archive, failed))
        return fail(orrery::Errc::NotFound, fmt::format("There is no archive {}.", archive.string()),
                    failed ? failed.message() : std::string(), archive.string());
    auto into = UnpackFolder::open(folder);
    if (!into) return fail(into.error());
    Unpacking unpacking(archive, std::move(*into), limits, fs::file_size(archive, failed));
    if (Status opened = unpacking.open(); !opened) return opened;
    return unpacking.run(stop, onProgress);
}

} // namespace orrery::runtimes
