// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "hub_repo.h"

#include "blob_use.h"
#include "disk.h"
#include "formats.h"
#include "hub_listing.h"
#include "hub_refs.h"
#include "text.h"

#include <orrery/cache/store.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

constexpr int deepest = 64;
constexpr int mostMjcfTries = 64;

Kind kindOf(hub::RepoKind kind) {
    switch (kind) {
    case hub::RepoKind::Model: return Kind::Model;
    case hub::RepoKind::Dataset: return Kind::Dataset;
    case hub::RepoKind::Space: return Kind::Space;
    }
    return Kind::Other;
}

/// The blob's etag from a name in blobs/ as any writer gives it to bytes on their way; empty: no such name.
std::string etagOfPartial(const std::string& name) {
    return name.substr(0, name.find('.'));
}

bool isPartialName(const std::string& name) {
    return name.ends_with(".incomplete") || name.ends_with(".downloadInProgress");
}

class Reader {
public:
    Reader(const cache::RepoPaths& paths, const std::stop_token& stop) : m_paths(paths), m_stop(stop) {
        m_item.key = "hub:" + cache::folderName(paths.repo);
        m_item.place = Place::HubCache;
        m_item.kind = kindOf(paths.repo.kind);
        m_item.repo = paths.repo;
        m_item.title = paths.repo.name;
        m_item.folder = paths.folder();
    }

    Item read() {
        m_item.writable = isOurs();
        readSnapshots();
        readRefs();
        readBlobs();
        for (Revision& revision : m_item.revisions) compareWithListing(m_paths, revision, m_item);
        addUp();
        return std::move(m_item);
    }

private:
    using Files = std::vector<ItemFile>;

    void find(Finding::Kind kind, const fs::path& path, std::string text, bool repairable = false) {
        m_item.findings.push_back({kind, std::move(text), path, repairable});
    }

    /// A folder of the layout that is a link leads to a place that is not the cache's.
    [[nodiscard]] bool isOurs() const {
        const auto isLink = [](const fs::path& path) {
            const auto facts = factsOfName(path);
            return facts && facts->type == EntryType::Link;
        };
        return isWritable(m_item.folder) && !isLink(m_paths.snapshots()) && !isLink(m_paths.blobs()) &&
               !isLink(m_paths.refs());
    }

    void readSnapshots() {
        const auto entries = entriesOf(m_paths.snapshots());
        if (!entries) {
            return find(Finding::Kind::UnreadableEntry, m_paths.snapshots(),
                        "The folder \"snapshots\" is missing or cannot be read; the Python tools do not see the "
                        "repository.",
                        !factsOfName(m_paths.snapshots()));
        }
        for (const FolderEntry& entry : *entries) {
            if (m_stop.stop_requested()) return;
            if (!isDesktopFile(entry.name)) readSnapshot(entry);
        }
    }

    void readSnapshot(const FolderEntry& entry) {
        const fs::path path = m_paths.snapshots() / entry.name;
        if (entry.type != EntryType::Folder) {
            const bool folder =
                entry.type == EntryType::Link && factsOf(path) && factsOf(path)->type == EntryType::Folder;
            return find(Finding::Kind::UnreadableEntry, path,
                        fmt::format("\"{}\" is no folder, but only folders belong into \"snapshots\"; it hides the "
                                    "repository from the Python tools.",
                                    entry.name),
                        !folder);
        }
        Revision revision;
        revision.commit = entry.name;
        if (const auto facts = factsOf(path)) revision.modified = facts->modified;
        readFiles(path, {}, 0, revision.files);
        m_item.revisions.push_back(std::move(revision));
    }

    void readFiles(const fs::path& folder, const std::string& prefix, int depth, Files& files) {
        const auto entries = entriesOf(folder);
        if (!entries || depth > deepest)
            return find(Finding::Kind::UnreadableEntry, folder, "This folder cannot be read. Check its permissions.");
        for (const FolderEntry& entry : *entries) {
            if (m_stop.stop_requested()) return;
            const fs::path path = folder / entry.name;
            if (entry.type == EntryType::Folder) {
                readFiles(path, prefix + entry.name + '/', depth + 1, files);
            } else {
                readFile(path, prefix + entry.name, entry.type == EntryType::Link, files);
            }
        }
    }

    void readFile(const fs::path& path, std::string name, bool isLink, Files& files) {
        const fs::path blob = isLink ? linkTarget(path).value_or(path) : path;
        const auto facts = factsOf(path);
        if (!facts && isLink) {
            return find(Finding::Kind::DanglingLink, path,
                        fmt::format("\"{}\" points to bytes that are not there; it hides the repository from the "
                                    "Python tools.",
                                    name),
                        true);
        }
        if (!facts || facts->type != EntryType::File)
            return find(Finding::Kind::UnreadableEntry, path, fmt::format("\"{}\" is not a file.", name));
        m_blobs.try_emplace(blob, *facts);
        Format format = formatOf(name);
        if (format == Format::Other && endingOf(name) == "xml" && m_mjcfTries++ < mostMjcfTries && isMjcf(path))
            format = Format::Mjcf;
        const std::string blobName = blob.filename().string();
        const bool named = isLink && (isSha256(blobName) || isSha1(blobName));
        files.push_back({std::move(name), path, blob, facts->size, format, named ? blobName : std::string()});
    }

    void readRefs() {
        HubRefs found = readHubRefs(m_paths.refs());
        for (Finding& each : found.findings) m_item.findings.push_back(std::move(each));
        for (const HubRef& ref : found.refs) {
            const auto revision = std::ranges::find(m_item.revisions, ref.commit, &Revision::commit);
            if (revision != m_item.revisions.end()) {
                revision->refs.push_back(ref.name);
            } else {
                find(Finding::Kind::DanglingRef, ref.file,
                     fmt::format("The ref \"{}\" names a revision that is not here; it hides the repository from the "
                                 "Python tools.",
                                 ref.name),
                     true);
            }
        }
    }

    void readBlobs() {
        const auto entries = entriesOf(m_paths.blobs());
        if (!entries) return;
        for (const FolderEntry& entry : *entries) {
            const fs::path path = m_paths.blobs() / entry.name;
            const auto facts = factsOf(path);
            if (m_blobs.contains(path) || !facts || facts->type != EntryType::File) continue;
            addPartial(path, entry.name, facts->size);
        }
    }

    void addPartial(const fs::path& path, const std::string& name, std::uint64_t size) {
        const bool ours = path == cache::partialPath(m_paths, etagOfPartial(name));
        m_item.partials.push_back({path, size, ours});
        if (ours) return;
        find(Finding::Kind::ForeignPartial, path,
             isPartialName(name) ? fmt::format("Another program's download of {} did not end.", sizeText(size))
                                 : fmt::format("{} that belong to no revision.", sizeText(size)));
    }

    void addUp() {
        const auto own = factsOf(m_item.folder);
        if (own && m_blobs.empty()) m_item.lastUsed = own->used;
        if (own && m_blobs.empty()) m_item.modified = own->modified;
        for (const auto& [blob, facts] : m_blobs) {
            m_item.size += facts.size;
            m_item.lastUsed = std::max(m_item.lastUsed, facts.used);
            m_item.modified = std::max(m_item.modified, facts.modified);
        }
        for (const Partial& partial : m_item.partials) m_item.size += partial.size;
        for (Revision& revision : m_item.revisions) addUp(revision);
    }

    void addUp(Revision& revision) {
        std::set<fs::path> blobs;
        for (const ItemFile& file : revision.files) blobs.insert(file.blob);
        if (!blobs.empty()) revision.modified = {};
        for (const fs::path& blob : blobs) {
            revision.size += m_blobs.at(blob).size;
            revision.modified = std::max(revision.modified, m_blobs.at(blob).modified);
        }
        revision.freed = freedBytes(m_paths, blobsOnlyOf(m_item, {revision.commit}));
    }

    cache::RepoPaths m_paths;
    std::stop_token m_stop;
    Item m_item;
    std::map<fs::path, FileFacts> m_blobs; ///< By the place the bytes have, of what snapshots use.
    int m_mjcfTries = 0;
};

} // namespace

Item readHubRepo(const cache::RepoPaths& paths, const std::stop_token& stop) {
    return Reader(paths, stop).read();
}

cache::RepoPaths pathsOf(const Item& item) {
    return {item.folder.parent_path(), item.repo.value_or(hub::RepoId{})};
}

} // namespace orrery::library
