// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/library/pack.h>

#include "pack_manifest.h"
#include "pack_sink.h"
#include "pack_source.h"
#include "text.h"

#include <orrery/cache/layout.h>
#include <orrery/platform/file_descriptor.h>
#include <orrery/platform/hashing.h>
#include <orrery/platform/machine.h>
#include <orrery/platform/posix_error.h>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <map>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t spareSpace = 32ULL << 20U;
constexpr std::uint64_t largestGitFile = 10'000'000; ///< The Hub keeps larger ones in its large-file store.

std::string nowText() {
    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

Status checkSpace(const fs::path& target, std::uint64_t size) {
    const auto disk = platform::diskSpace(target.has_parent_path() ? target.parent_path() : fs::path("."));
    if (!disk || disk->available >= size + spareSpace) return {};
    return fail(platform::Errc::NoSpace,
                fmt::format("The pack needs {}, but only {} are free there. Choose another disk, or pack less.",
                            sizeText(size), sizeText(disk->available)),
                {}, target.string());
}

class Packer {
public:
    Packer(fs::path target, std::stop_token stop, const PackProgress& onProgress)
        : m_target(std::move(target)), m_stop(std::move(stop)), m_onProgress(onProgress) {}

    Result<PackManifest> pack(const std::vector<Item>& items) {
        for (const Item& item : items)
            if (Status added = add(item); !added) return fail(added.error());
        if (m_manifest.entries.empty()) return fail(Errc::InvalidArgument, "There is nothing to pack.");
        m_manifest.created = nowText();
        m_total = m_manifest.size();
        if (Status space = checkSpace(m_target, m_total); !space) return fail(space.error());
        auto sink = PackSink::create(m_target);
        if (!sink) return fail(sink.error());
        if (Status written = write(**sink); !written) return fail(written.error());
        return std::move(m_manifest);
    }

private:
    Status add(const Item& item) {
        if (item.place != Place::HubCache || !item.repo) {
            return fail(Errc::Unsupported,
                        fmt::format("{} is not in the Hub cache, so it cannot be packed.", item.title), {},
                        item.folder.string());
        }
        for (const Revision& revision : item.revisions) {
            if (revision.files.empty()) continue;
            PackManifest::Entry entry{*item.repo, revision.commit, revision.refs, {}, item.licence, {}};
            for (const ItemFile& file : revision.files)
                if (Status added = add(file, entry); !added) return added;
            m_manifest.entries.push_back(std::move(entry));
        }
        return {};
    }

    Status add(const ItemFile& file, PackManifest::Entry& entry) {
        if (m_stop.stop_requested()) return fail(cancelledError());
        if (Status checked = cache::checkFileName(file.name); !checked) return checked;
        PackManifest::File packed{file.name, file.size, file.hash, file.hash};
        if (!isSha256(file.hash)) {
            auto sha256 = hashed(file.path, platform::HashKind::Sha256, false);
            if (!sha256) return fail(sha256.error());
            packed.sha256 = packed.etag = *std::move(sha256);
        }
        if (!isSha256(file.hash) && (isSha1(file.hash) || file.size <= largestGitFile)) {
            auto git = hashed(file.path, platform::HashKind::Sha1, true);
            if (!git) return fail(git.error());
            if (isSha1(file.hash) && *git != file.hash) return changed(file.path);
            packed.etag = *std::move(git);
        }
        m_paths.try_emplace(packed.sha256, file.path);
        entry.files.push_back(std::move(packed));
        return {};
    }

    Result<std::string> hashed(const fs::path& file, platform::HashKind kind, bool asGitBlob) {
        return platform::hashFile(file, kind, asGitBlob, m_stop);
    }

    Status write(PackSink& sink) {
        const std::string manifest = writeManifest(m_manifest);
        if (manifest.size() > largestManifest)
            return fail(Errc::InvalidArgument, "These are too many files for one pack. Make several packs.");
        if (Status checked = checkReadable(manifest); !checked) return checked;
        if (Status begun = sink.begin(std::string(manifestName), manifest.size()); !begun) return begun;
        if (Status written = sink.write(manifest); !written) return written;
        for (const PackContent& content : contentsOf(m_manifest))
            if (Status copied = copy(content, sink); !copied) return copied;
        return sink.finish();
    }

    /// What is packed can be unpacked, by the same rules.
    [[nodiscard]] Status checkReadable(const std::string& text) const {
        const auto read = parseManifest(text);
        if (!read) return fail(read.error());
        const std::vector<PackContent> wanted = contentsOf(m_manifest);
        const std::vector<PackContent> found = contentsOf(*read);
        const auto [ours, theirs] = std::ranges::mismatch(wanted, found, {}, &PackContent::name, &PackContent::name);
        if (ours == wanted.end()) return {};
        return fail(Errc::Unsupported,
                    fmt::format("\"{}\" cannot be packed: its name is not valid UTF-8.", ours->name));
    }

    Status copy(const PackContent& content, PackSink& sink) {
        const fs::path& path = m_paths.at(content.sha256);
        const platform::FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!file.isOpen()) return readFailure(path, errno);
        if (Status begun = sink.begin(content.name, content.size); !begun) return begun;
        platform::Hasher hasher(platform::HashKind::Sha256);
        std::uint64_t copied = 0;
        while (!m_stop.stop_requested()) {
            const ssize_t count = ::read(file.get(), m_buffer.data(), m_buffer.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return readFailure(path, errno);
            copied += static_cast<std::uint64_t>(count);
            if (copied > content.size || (count == 0 && copied < content.size)) return changed(path);
            if (count == 0) return hasher.finish() == content.sha256 ? Status() : changed(path);
            const std::string_view bytes(m_buffer.data(), static_cast<std::size_t>(count));
            hasher.add(bytes);
            if (Status written = sink.write(bytes); !written) return written;
            m_done += bytes.size();
            if (m_onProgress) m_onProgress(m_done, m_total);
        }
        return fail(cancelledError());
    }

    static tl::unexpected<Error> readFailure(const fs::path& path, int number) {
        return fail(platform::errcFromErrno(number), fmt::format("{} could not be read.", path.string()),
                    platform::errnoText(number), path.string());
    }

    static tl::unexpected<Error> changed(const fs::path& path) {
        return fail(cache::Errc::Mismatch,
                    fmt::format("{} is not what its hash promises, so nothing was packed. Verify and repair it first.",
                                path.string()),
                    {}, path.string());
    }

    fs::path m_target;
    std::stop_token m_stop;
    const PackProgress& m_onProgress;
    PackManifest m_manifest;
    std::map<std::string, fs::path> m_paths; ///< By sha256.
    std::vector<char> m_buffer = std::vector<char>(1U << 20U);
    std::uint64_t m_done = 0;
    std::uint64_t m_total = 0;
};

} // namespace

Result<PackManifest> pack(const std::vector<Item>& items, const fs::path& target, std::stop_token stop,
                          const PackProgress& onProgress) {
    return Packer(target, std::move(stop), onProgress).pack(items);
}

Result<PackManifest> readPack(const fs::path& source) {
    const auto pack = PackSource::open(source);
    if (!pack) return fail(pack.error());
    const auto text = (*pack)->manifest();
    if (!text) return fail(text.error());
    return parseManifest(*text);
}

} // namespace orrery::library
