// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/library/manage.h>

#include "blob_use.h"
#include "disk.h"
#include "hub_refs.h"
#include "hub_repo.h"
#include "removal_steps.h"
#include "shared_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

using Commits = std::set<std::string>;

Status checkWritable(const Item& item) {
    if (item.writable) return {};
    std::string message =
        fmt::format("{} may not be changed by this user. Check the permissions of its folder.", item.title);
    if (item.place == Place::LmStudio) message = fmt::format("{} belongs to LM Studio. Delete it there.", item.title);
    if (item.place == Place::Ollama) message = fmt::format("{} belongs to Ollama. Delete it there.", item.title);
    if (item.place == Place::Folder && item.kind == Kind::Robot)
        message = fmt::format("Orrery does not know which files belong to {}. Delete its folder by hand.", item.title);
    return fail(Errc::Unsupported, std::move(message), {}, item.folder.string());
}

Commits allCommits(const Item& item) {
    Commits commits;
    for (const Revision& revision : item.revisions) commits.insert(revision.commit);
    return commits;
}

Status checkKnown(const Item& item, const std::vector<std::string>& commits) {
    const Commits known = allCommits(item);
    for (const std::string& commit : commits)
        if (!known.contains(commit))
            return fail(Errc::NotFound, fmt::format("Revision {} of {} is not on this disk.", commit, item.title));
    return {};
}

std::string etagOf(const fs::path& blobOrPartial) {
    const std::string name = blobOrPartial.filename().string();
    return name.substr(0, name.find('.'));
}

/// Plans for one repository of the Hub cache. At every step the Python tools can read what is left: refs go before
/// their snapshots, snapshots before the bytes they point to, and the folder they expect goes last.
class HubPlanner {
public:
    HubPlanner(const Item& item, Commits commits)
        : m_item(item), m_paths(pathsOf(item)), m_commits(std::move(commits)), m_blobs(blobsOnlyOf(item, m_commits)) {}

    Removal everything() {
        m_steps.addContents(m_paths.refs());
        m_steps.addContents(m_paths.snapshots());
        addBlobs();
        m_steps.addContents(m_paths.blobs());
        for (const FolderEntry& entry : entriesOf(m_paths.folder()).value_or(std::vector<FolderEntry>()))
            if (entry.name != "snapshots") m_steps.add(m_paths.folder() / entry.name);
        m_steps.add(m_paths.snapshots());
        m_steps.addEmptied(m_paths.folder(), m_paths.root);
        m_steps.add(m_paths.lock("any").parent_path());
        for (const Partial& partial : m_item.partials) m_blobs.insert(partial.path);
        return result();
    }

    Removal revisions() {
        for (const HubRef& ref : readHubRefs(m_paths.refs()).refs) {
            if (!m_commits.contains(ref.commit)) continue;
            m_steps.add(ref.file);
            m_steps.addEmptied(ref.file.parent_path(), m_paths.refs());
        }
        for (const std::string& commit : m_commits) m_steps.add(m_paths.snapshots() / commit);
        addBlobs();
        for (const std::string& commit : m_commits) {
            m_steps.add(m_paths.folder() / "trees" / (commit + ".json"));
            m_steps.add(m_paths.folder() / ".no_exist" / commit);
        }
        m_steps.addEmptied(m_paths.folder() / "trees", m_paths.folder());
        m_steps.addEmptied(m_paths.folder() / ".no_exist", m_paths.folder());
        addLocks();
        return result();
    }

    Removal partials() {
        for (const Partial& partial : m_item.partials) m_blobs.insert(partial.path);
        addBlobs();
        addLocks();
        m_commits.clear();
        return result();
    }

private:
    /// Regular files in a snapshot go with it; these are the ones elsewhere.
    void addBlobs() {
        for (const fs::path& blob : m_blobs)
            if (isBelow(blob, m_paths.blobs())) m_steps.add(blob);
        for (const fs::path& blob : m_blobs)
            if (const auto payload = sharedPayload(blob, m_paths.root); payload && isSharedOnlyBy(*payload, m_blobs))
                m_steps.add(*payload);
    }

    void addLocks() {
        for (const fs::path& blob : m_blobs)
            if (const std::string etag = etagOf(blob); cache::isEtag(etag)) m_steps.add(m_paths.lock(etag));
        m_steps.addEmptied(m_paths.lock("any").parent_path(), m_paths.root / ".locks");
    }

    Removal result() { return {m_steps.take(), freedBytes(m_paths, m_blobs), {m_commits.begin(), m_commits.end()}}; }

    const Item& m_item;
    cache::RepoPaths m_paths;
    Commits m_commits;
    std::set<fs::path> m_blobs;
    RemovalSteps m_steps;
};

Removal planFiles(const Item& item) {
    RemovalSteps steps;
    Removal removal;
    const std::vector<ItemFile>& files = item.revisions.front().files;
    for (const ItemFile& file : files) {
        const auto facts = factsOfName(file.path);
        if (facts && facts->type == EntryType::File && facts->names == 1) removal.freed += facts->size;
        steps.add(file.path);
    }
    const bool isWholeFolder = item.key.ends_with('/');
    const fs::path end = isWholeFolder ? item.folder.parent_path() : item.folder;
    for (const ItemFile& file : files) steps.addEmptied(file.path.parent_path(), end);
    removal.paths = steps.take();
    return removal;
}

} // namespace

Result<Removal> planRemoval(const Item& item, const std::vector<std::string>& commits) {
    if (Status checked = checkWritable(item); !checked) return fail(checked.error());
    if (item.place != Place::HubCache) return planFiles(item);
    const Item now = readHubRepo(pathsOf(item));
    if (Status checked = checkKnown(now, commits); !checked) return fail(checked.error());
    const Commits all = allCommits(now);
    const Commits wanted = commits.empty() ? all : Commits(commits.begin(), commits.end());
    HubPlanner planner(now, wanted);
    return wanted == all ? planner.everything() : planner.revisions();
}

Removal planPartialRemoval(const Item& item) {
    if (item.place != Place::HubCache || !item.writable) return {};
    return HubPlanner(readHubRepo(pathsOf(item)), {}).partials();
}

} // namespace orrery::library
