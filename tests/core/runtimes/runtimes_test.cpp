// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "runtimes_test.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace orrery::test {

namespace fs = std::filesystem;

namespace {

class ArchiveWriter {
public:
    ArchiveWriter(const fs::path& path, Format format) : m_archive(archive_write_new(), archive_write_free) {
        if (format == Format::Zip) archive_write_set_format_zip(m_archive.get());
        if (format != Format::Zip) archive_write_set_format_pax_restricted(m_archive.get());
        if (format == Format::TarGz) archive_write_add_filter_gzip(m_archive.get());
        if (format == Format::TarGz) archive_write_set_options(m_archive.get(), "gzip:compression-level=1");
        if (format == Format::TarXz) archive_write_add_filter_xz(m_archive.get());
        if (archive_write_open_filename(m_archive.get(), path.c_str()) != ARCHIVE_OK)
            throw std::runtime_error(archive_error_string(m_archive.get()));
    }

    void add(const Packed& packed) {
        const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), archive_entry_free);
        archive_entry_set_pathname(entry.get(), packed.name.c_str());
        archive_entry_set_perm(entry.get(), static_cast<mode_t>(packed.mode));
        archive_entry_set_filetype(entry.get(), typeOf(packed.kind));
        archive_entry_set_size(entry.get(), 0);
        if (packed.kind == Packed::Kind::Link) archive_entry_set_symlink(entry.get(), packed.content.c_str());
        if (packed.kind == Packed::Kind::HardLink) archive_entry_set_hardlink(entry.get(), packed.content.c_str());
        const bool isFile = packed.kind == Packed::Kind::File;
        if (isFile) archive_entry_set_size(entry.get(), static_cast<la_int64_t>(packed.content.size() + packed.zeros));
        if (archive_write_header(m_archive.get(), entry.get()) != ARCHIVE_OK)
            throw std::runtime_error(archive_error_string(m_archive.get()));
        if (!isFile) return;
        archive_write_data(m_archive.get(), packed.content.data(), packed.content.size());
        const std::string zeros(1U << 20U, '\0');
        for (std::uint64_t left = packed.zeros; left > 0;) {
            const auto count = std::min<std::uint64_t>(left, zeros.size());
            archive_write_data(m_archive.get(), zeros.data(), count);
            left -= count;
        }
    }

private:
    static unsigned typeOf(Packed::Kind kind) {
        switch (kind) {
        case Packed::Kind::Folder: return AE_IFDIR;
        case Packed::Kind::Link: return AE_IFLNK;
        case Packed::Kind::Device: return AE_IFCHR;
        default: return AE_IFREG;
        }
    }

    std::unique_ptr<archive, int (*)(archive*)> m_archive;
};

} // namespace

fs::path writeArchive(const fs::path& path, const std::vector<Packed>& entries, Format format) {
    ArchiveWriter writer(path, format);
    for (const Packed& entry : entries) writer.add(entry);
    return path;
}

fs::path packFolder(const fs::path& path, const fs::path& folder, const std::string& top) {
    ArchiveWriter writer(path, Format::TarGz);
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = top + '/' + entry.path().lexically_relative(folder).string();
        const auto mode = static_cast<int>(entry.symlink_status().permissions());
        if (entry.is_symlink())
            writer.add({name, Packed::Kind::Link, fs::read_symlink(entry.path()).string()});
        else if (entry.is_directory())
            writer.add({name, Packed::Kind::Folder, {}, mode});
        else if (entry.is_regular_file())
            writer.add({name, Packed::Kind::File, readAll(entry.path()), mode});
    }
    return path;
}

std::string fakeServer(std::string_view version) {
    return "#!/bin/sh\ncase \"$1\" in\n--version) echo 'version: " + std::string(version) +
           "' >&2 ;;\n--list-devices) echo 'Available devices:'; echo '  (none)' ;;\nesac\n";
}

std::vector<Packed> fakeRelease(const std::string& top, const std::string& server) {
    return {{top + '/', Packed::Kind::Folder, {}, 0755},
            {top + "/llama-server", Packed::Kind::File, server, 0755},
            {top + "/libllama.so.0.7.0", Packed::Kind::File, "library", 0644},
            {top + "/libllama.so", Packed::Kind::Link, "libllama.so.0.7.0"},
            {top + "/libggml-cpu-haswell.so", Packed::Kind::File, "back end", 0755},
            {top + "/LICENSE", Packed::Kind::File, "MIT", 0644}};
}

std::string readAll(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> leftovers(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with('.') && name != ".lock" && name != ".downloads") names.push_back(name);
    }
    return names;
}

Result<inference::RuntimeReport> StoreBench::install(const fs::path& archive, const std::string& sha256,
                                                     const std::string& name) {
    Answer answer;
    store.installArchive(archive, sha256, name, {}, onProgress(), into(answer));
    if (!wait([&] { return answer.has_value(); })) throw std::runtime_error("the installation never ended");
    return *answer;
}

Result<inference::RuntimeReport> StoreBench::install(const runtimes::ReleaseAsset& asset, const std::string& tag) {
    Answer answer;
    store.installAsset(asset, tag, {}, onProgress(), into(answer));
    if (!wait([&] { return answer.has_value(); })) throw std::runtime_error("the installation never ended");
    return *answer;
}

Status StoreBench::remove(const fs::path& place) {
    std::optional<Status> answer;
    store.remove(place, [&](Status status) { answer = std::move(status); });
    if (!wait([&] { return answer.has_value(); })) throw std::runtime_error("the removal never ended");
    return *answer;
}

} // namespace orrery::test
