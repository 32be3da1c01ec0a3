// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "paths.h"
#include "unpacked_robots.h"

#include <orrery/robot/description/errors.h>
#include <orrery/robot/description/find_description.h>

#include <fmt/format.h>

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

namespace orrery::robot {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t maxBytes = 2ULL << 30U;
constexpr std::uint64_t freeBytes = 64ULL << 20U; // up to here no ratio counts
constexpr std::uint64_t maxRatio = 200;           // unpacked bytes for each of the archive's
constexpr std::size_t maxEntries = 20000;
constexpr std::size_t longestName = 1000;
constexpr std::size_t blockSize = 256U << 10U;

/// The path inside the folder; nothing for a name that leads out of it or cannot be a name.
std::optional<fs::path> innerPath(std::string name) {
    std::replace(name.begin(), name.end(), '\\', '/');
    const bool hasDrive = name.size() > 1 && name[1] == ':';
    if (name.empty() || name.size() > longestName || name[0] == '/' || hasDrive) return std::nullopt;
    if (std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }))
        return std::nullopt;
    fs::path path;
    for (const fs::path& part : pathFromUtf8(name)) {
        if (part == "..") return std::nullopt;
        if (!part.empty() && part != ".") path /= part;
    }
    return path;
}

class Unpacking {
public:
    Unpacking(fs::path archive, fs::path folder, std::uint64_t size)
        : m_path(std::move(archive)),
          m_folder(std::move(folder)),
          m_most(std::min(maxBytes, std::max(freeBytes, size * maxRatio))),
          m_archive(archive_read_new(), archive_read_free) {}

    Status run() {
        archive_read_support_format_zip(m_archive.get());
        archive_read_support_format_tar(m_archive.get());
        archive_read_support_filter_gzip(m_archive.get());
        archive_read_support_filter_xz(m_archive.get());
        archive_read_support_filter_zstd(m_archive.get());
        archive_read_support_filter_bzip2(m_archive.get());
        if (archive_read_open_filename(m_archive.get(), m_path.c_str(), blockSize) != ARCHIVE_OK) return damaged();
        for (;;) {
            archive_entry* entry = nullptr;
            const int result = archive_read_next_header(m_archive.get(), &entry);
            if (result == ARCHIVE_EOF) return {};
            if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return damaged();
            if (++m_entries > maxEntries) return refused(DescriptionErrc::TooLarge, "it holds far too many files");
            if (Status taken = take(entry); !taken) return taken;
        }
    }

private:
    tl::unexpected<Error> damaged() {
        const char* text = archive_error_string(m_archive.get());
        return fail(DescriptionErrc::BadArchive, "This archive is damaged, encrypted or cut off. Fetch it again.",
                    text ? text : "", utf8FromPath(m_path));
    }
    tl::unexpected<Error> refused(DescriptionErrc code, std::string_view why, std::string name = {}) {
        return fail(code, fmt::format("This archive is not safe to unpack: {}.", why), std::move(name),
                    utf8FromPath(m_path));
    }

    Status take(archive_entry* entry) {
        const char* utf8 = archive_entry_pathname_utf8(entry);
        const char* plain = utf8 ? utf8 : archive_entry_pathname(entry);
        const std::string name = plain ? plain : "";
        const auto path = innerPath(name);
        if (!path) return refused(DescriptionErrc::BadArchive, "it holds a name that leads out of its folder", name);
        const bool isLink = archive_entry_hardlink(entry) || archive_entry_symlink(entry);
        const auto type = archive_entry_filetype(entry);
        if (isLink || path->empty() || (type != AE_IFREG && type != AE_IFDIR)) return {}; // links, devices: left out
        std::error_code error;
        fs::create_directories(m_folder / (type == AE_IFDIR ? *path : path->parent_path()), error);
        if (error) return cannotWrite(error.message());
        return type == AE_IFDIR ? Status() : takeFile(*path, name);
    }

    Status takeFile(const fs::path& path, const std::string& name) {
        if (!m_files.insert(path).second) return refused(DescriptionErrc::BadArchive, "it holds one name twice", name);
        std::ofstream out(m_folder / path, std::ios::binary | std::ios::trunc);
        for (;;) {
            const la_ssize_t count = archive_read_data(m_archive.get(), m_buffer.data(), m_buffer.size());
            if (count < 0) return damaged();
            if (count == 0) break;
            m_bytes += static_cast<std::uint64_t>(count);
            if (m_bytes > m_most)
                return refused(DescriptionErrc::TooLarge, "unpacked, it is far larger than any robot", name);
            if (!out.write(m_buffer.data(), count)) break;
        }
        out.close();
        return out ? Status() : cannotWrite(name);
    }

    Status cannotWrite(std::string detail) {
        return fail(DescriptionErrc::BadArchive, "This archive cannot be unpacked: writing failed. Is the disk full?",
                    std::move(detail), utf8FromPath(m_folder));
    }

    fs::path m_path;
    fs::path m_folder;
    std::uint64_t m_most;
    std::uint64_t m_bytes = 0;
    std::size_t m_entries = 0;
    std::set<fs::path> m_files;
    std::vector<char> m_buffer = std::vector<char>(blockSize);
    std::unique_ptr<archive, int (*)(archive*)> m_archive;
};

std::uint64_t hashOf(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash;
}

/// The same for the same file with the same content.
std::string folderNameFor(const fs::path& archive, std::uint64_t size) {
    std::error_code ignored;
    const auto time = fs::last_write_time(archive, ignored).time_since_epoch().count();
    std::string stem = utf8FromPath(archive.stem()).substr(0, 60);
    for (char& c : stem) c = std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' ? c : '_';
    return fmt::format("{}-{:016x}", stem, hashOf(fmt::format("{}|{}|{}", utf8FromPath(archive), size, time)));
}

} // namespace

bool isRobotArchive(const std::string& file) {
    std::error_code error;
    if (!fs::is_regular_file(pathFromUtf8(file), error)) return false;
    std::ifstream in(pathFromUtf8(file), std::ios::binary);
    std::array<char, 262> bytes{};
    in.read(bytes.data(), bytes.size());
    const std::string_view head(bytes.data(), static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    using namespace std::string_view_literals;
    return head.starts_with("PK\x03\x04"sv) || head.starts_with("\x1f\x8b"sv) ||
           head.starts_with("\xfd"
                            "7zXZ"sv) ||
           head.starts_with("BZh"sv) || head.starts_with("\x28\xb5\x2f\xfd"sv) ||
           (head.size() == 262 && head.substr(257, 5) == "ustar");
}

Result<std::string> unpackRobotArchive(const std::string& archive, const std::string& cacheFolder) {
    std::error_code error;
    const fs::path file = fs::canonical(pathFromUtf8(archive), error);
    const std::uint64_t size = error ? 0 : fs::file_size(file, error);
    if (error) return fail(DescriptionErrc::NotFound, "There is no such archive.", error.message(), archive);
    const fs::path cache = pathFromUtf8(cacheFolder);
    const fs::path folder = cache / folderNameFor(file, size);
    if (fs::is_directory(folder, error)) {
        markUsed(folder);
        return utf8FromPath(folder);
    }
    static std::atomic<unsigned> counter = 0;
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    const fs::path staging = cache / fmt::format(".unpacking-{:x}-{}", now, ++counter);
    fs::create_directories(staging, error);
    fs::permissions(staging, fs::perms::owner_all, error);
    Status unpacked = error ? fail(DescriptionErrc::BadArchive, "The folder for unpacked robots cannot be made.",
                                   error.message(), cacheFolder)
                            : Unpacking(file, staging, size).run();
    if (unpacked) fs::rename(staging, folder, error);
    std::error_code ignored;
    if (!unpacked || error) fs::remove_all(staging, ignored);
    if (!unpacked) return fail(unpacked.error());
    if (error && !fs::is_directory(folder, ignored)) // else another one was quicker
        return fail(DescriptionErrc::BadArchive, "The unpacked robot cannot be put into its place.", error.message(),
                    utf8FromPath(folder));
    markUsed(folder);
    removeUnused(cache, folder);
    return utf8FromPath(folder);
}

} // namespace orrery::robot
