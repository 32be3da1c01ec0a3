// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "scan_run.h"

#include "formats.h"
#include "hub_repo.h"
#include "model_facts.h"
#include "shared_store.h"

#include <orrery/cache/layout.h>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

bool holds(const std::vector<ItemFile>& files, bool (*is)(Format)) {
    return std::ranges::any_of(files, is, &ItemFile::format);
}

bool isTable(Format format) {
    return format == Format::Parquet;
}

/// The revision to judge the repository by: the default branch's if it has files, else the newest that was written.
const Revision* mainRevision(const Item& item) {
    const auto main = std::ranges::find_if(item.revisions, [](const Revision& revision) {
        return !revision.files.empty() && std::ranges::find(revision.refs, "main") != revision.refs.end();
    });
    if (main != item.revisions.end()) return &*main;
    const auto newest = std::ranges::max_element(item.revisions, {}, [](const Revision& revision) {
        return std::pair(!revision.files.empty(), revision.modified);
    });
    return newest == item.revisions.end() ? nullptr : &*newest;
}

void describe(Item& item) {
    const Revision* revision = mainRevision(item);
    if (!revision) return;
    const std::vector<ItemFile>& files = revision->files;
    describeModel(item, files);
    const auto robot = std::ranges::find_if(files, isRobot, &ItemFile::format);
    if (robot != files.end() && !holds(files, isWeights) && !holds(files, isTable)) {
        item.kind = Kind::Robot;
        item.format = robot->format;
    } else if (holds(files, isTable)) {
        item.format = Format::Parquet;
    }
}

void scanEntry(const fs::path& cache, const FolderEntry& entry, ScanRun& run) {
    const fs::path path = cache / entry.name;
    const auto repo = cache::repoFromFolderName(entry.name);
    const auto facts = factsOf(path);
    if (repo && facts && facts->type == EntryType::Folder) {
        Item item = readHubRepo({cache, *repo}, run.stop());
        describe(item);
        return run.add(std::move(item));
    }
    if (facts && facts->type == EntryType::Folder && isSharedStore(path)) return;
    run.add(Finding{Finding::Kind::UnreadableEntry,
                    fmt::format("\"{}\" does not belong into the Hub cache. Orrery leaves it alone.", entry.name), path,
                    false});
}

} // namespace

void scanHubCache(const fs::path& cache, ScanRun& run) {
    if (!run.enter(cache)) return;
    const auto entries = entriesOf(cache);
    if (!entries) {
        return run.add(Finding{Finding::Kind::UnreadableEntry,
                               "The Hub cache cannot be read. Check the folder's permissions.", cache, false});
    }
    for (const FolderEntry& entry : *entries) {
        if (run.stopped()) return;
        if (entry.name == ".locks" || entry.name == "CACHEDIR.TAG" || isDesktopFile(entry.name)) continue;
        scanEntry(cache, entry, run);
    }
}

} // namespace orrery::library
