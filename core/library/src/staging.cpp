// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "staging.h"

#include "disk.h"
#include "text.h"

#include <orrery/cache/store.h>
#include <orrery/platform/posix_error.h>

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <random>
#include <set>
#include <tuple>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

tl::unexpected<Error> writeFailure(const fs::path& path, int number) {
    std::string message = fmt::format("{} could not be written.", path.string());
    if (number == ENOSPC || number == EDQUOT) message += " The disk is full.";
    return fail(platform::errcFromErrno(number), std::move(message), platform::errnoText(number), path.string());
}

tl::unexpected<Error> lying(const PackContent& content) {
    return fail(cache::Errc::Mismatch,
                fmt::format("\"{}\" of the pack is not what its manifest promises, so nothing was unpacked. Copy the "
                            "pack again, or ask where it comes from.",
                            content.name));
}

fs::path partialName(const fs::path& blob) {
    std::random_device random;
    return blob.string() + fmt::format(".{:08x}.incomplete", random());
}

} // namespace

Staging::Staging(const PackManifest& manifest, fs::path cache) : m_manifest(manifest), m_cache(std::move(cache)) {}

Staging::~Staging() {
    if (!m_committed) rollBack();
}

cache::RepoPaths Staging::pathsOf(const PackContent::Use& use) const {
    return {m_cache, m_manifest.entries[use.entry].repo};
}

const PackManifest::File& Staging::fileOf(const PackContent::Use& use) const {
    return m_manifest.entries[use.entry].files[use.file];
}

fs::path Staging::blobOf(const PackContent::Use& use) const {
    return pathsOf(use).blob(fileOf(use).etag);
}

bool Staging::isThere(const PackContent::Use& use) const {
    return cache::findFile(pathsOf(use), m_manifest.entries[use.entry].commit, fileOf(use).path).file.has_value();
}

bool Staging::hasBlob(const PackContent::Use& use) const {
    const auto facts = factsOf(blobOf(use));
    return facts && facts->type == EntryType::File && facts->size == fileOf(use).size;
}

std::uint64_t Staging::missingBytes(const PackContent& content) const {
    std::set<fs::path> missing;
    for (const PackContent::Use& use : content.uses)
        if (!isThere(use) && !hasBlob(use)) missing.insert(blobOf(use));
    return missing.size() * content.size;
}

Status Staging::prepareRepo(const cache::RepoPaths& paths) {
    const auto note = [this](const fs::path& path) {
        if (!factsOfName(path)) m_made.push_back(path);
    };
    note(paths.root);
    note(paths.root / "CACHEDIR.TAG");
    note(paths.folder());
    note(paths.snapshots());
    note(paths.blobs());
    return cache::prepare(paths);
}

Status Staging::openOutput(const PackContent::Use& use) {
    const cache::RepoPaths paths = pathsOf(use);
    if (Status prepared = prepareRepo(paths); !prepared) return prepared;
    const fs::path path = partialName(paths.blob(fileOf(use).etag));
    platform::FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!file.isOpen()) return writeFailure(path, errno);
    m_made.push_back(path);
    m_staged[blobOf(use)] = path;
    m_outputs.push_back({path, std::move(file)});
    return {};
}

Status Staging::begin(const PackContent& content) {
    m_content = &content;
    m_outputs.clear();
    m_sha256.emplace(platform::HashKind::Sha256);
    m_git.reset();
    for (const PackContent::Use& use : content.uses) {
        if (isSha1(fileOf(use).etag) && !m_git) {
            m_git.emplace(platform::HashKind::Sha1);
            m_git->add(fmt::format("blob {}", content.size) + '\0');
        }
        if (isThere(use) || hasBlob(use) || m_staged.contains(blobOf(use))) continue;
        if (Status opened = openOutput(use); !opened) return opened;
    }
    return {};
}

Status Staging::write(std::string_view bytes) {
    m_sha256->add(bytes);
    if (m_git) m_git->add(bytes);
    for (const Output& output : m_outputs) {
        for (std::string_view rest = bytes; !rest.empty();) {
            const ssize_t count = ::write(output.file.get(), rest.data(), rest.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return writeFailure(output.path, errno);
            rest.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    return {};
}

Status Staging::end() {
    const std::string sha256 = m_sha256->finish();
    const std::string git = m_git ? m_git->finish() : std::string();
    for (const PackContent::Use& use : m_content->uses) {
        const std::string& etag = fileOf(use).etag;
        if (sha256 != m_content->sha256 || (etag != sha256 && etag != git)) return lying(*m_content);
    }
    for (Output& output : m_outputs)
        if (::fsync(output.file.get()) != 0 || output.file.close() != 0) return writeFailure(output.path, errno);
    return {};
}

Status Staging::commit(const std::vector<PackContent>& contents) {
    for (const PackContent& content : contents)
        for (const PackContent::Use& use : content.uses)
            if (Status published = publish(use); !published) return published;
    m_committed = true; // every file is whole: a ref that cannot be written takes nothing of that back
    return writeRefs();
}

Status Staging::publish(const PackContent::Use& use) {
    if (isThere(use)) return {};
    const cache::RepoPaths paths = pathsOf(use);
    const auto& [entry, file] = std::tie(m_manifest.entries[use.entry], fileOf(use));
    if (Status prepared = prepareRepo(paths); !prepared) return prepared;
    fs::path folder = paths.snapshot(entry.commit);
    if (!factsOfName(folder)) m_made.push_back(folder);
    for (const fs::path& part : fs::path(file.path).parent_path())
        if (folder /= part; !factsOfName(folder)) m_made.push_back(folder);
    m_made.push_back(paths.snapshot(entry.commit) / file.path);
    const auto staged = m_staged.find(blobOf(use));
    if (staged != m_staged.end()) {
        m_made.push_back(paths.blob(file.etag));
        const auto published = cache::publish(paths, file.etag, staged->second, entry.commit, file.path);
        if (!published) return fail(published.error());
        m_published[blobOf(use)] = *published;
        m_staged.erase(staged);
        return {};
    }
    const auto earlier = m_published.find(blobOf(use));
    if (earlier != m_published.end() && !hasBlob(use)) return copyBlob(use, earlier->second);
    const auto linked = cache::link(paths, file.etag, entry.commit, file.path);
    return linked ? Status() : fail(linked.error());
}

/// Where there are no links the first snapshot holds the bytes themselves.
Status Staging::copyBlob(const PackContent::Use& use, const fs::path& published) {
    const cache::RepoPaths paths = pathsOf(use);
    const fs::path partial = partialName(paths.blob(fileOf(use).etag));
    m_made.push_back(partial);
    std::error_code error;
    fs::copy_file(published, partial, error);
    if (error) return writeFailure(partial, error.value());
    const auto done =
        cache::publish(paths, fileOf(use).etag, partial, m_manifest.entries[use.entry].commit, fileOf(use).path);
    return done ? Status() : fail(done.error());
}

Status Staging::writeRefs() {
    for (const PackManifest::Entry& entry : m_manifest.entries)
        for (const std::string& ref : entry.refs)
            if (Status written = cache::writeRef({m_cache, entry.repo}, ref, entry.commit); !written) return written;
    return {};
}

/// Newest first; a folder in which somebody else has put something stays.
void Staging::rollBack() {
    m_outputs.clear();
    std::error_code ignored;
    for (auto path = m_made.rbegin(); path != m_made.rend(); ++path) fs::remove(*path, ignored);
}

} // namespace orrery::library
