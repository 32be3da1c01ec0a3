// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "scan_run.h"

#include "folder_items.h"

#include <fmt/format.h>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

void scanRepo(const fs::path& folder, const std::string& name, ScanRun& run) {
    if (!run.enter(folder)) return;
    const FolderPlace place{Place::LmStudio, folder, fmt::format("lmstudio:{}/", name), false};
    for (Item& item : modelsAmong(place, filesBelow(folder, run.stop()))) {
        if (hub::isValidRepoName(name)) item.repo = hub::RepoId{hub::RepoKind::Model, name};
        run.add(std::move(item));
    }
}

std::vector<FolderEntry> foldersOf(const fs::path& folder, ScanRun& run) {
    auto entries = entriesOf(folder);
    if (!entries) {
        run.add(Finding{Finding::Kind::UnreadableEntry,
                        fmt::format("The folder \"{}\" of LM Studio cannot be read.", folder.string()), folder, false});
        return {};
    }
    std::erase_if(*entries, [](const FolderEntry& entry) {
        return entry.name.starts_with('.') || (entry.type != EntryType::Folder && entry.type != EntryType::Link);
    });
    return *std::move(entries);
}

} // namespace

void scanLmStudio(const fs::path& models, ScanRun& run) {
    if (!run.enter(models)) return;
    for (const FolderEntry& publisher : foldersOf(models, run)) {
        if (!run.enter(models / publisher.name)) continue;
        for (const FolderEntry& repo : foldersOf(models / publisher.name, run)) {
            if (run.stopped()) return;
            scanRepo(models / publisher.name / repo.name, publisher.name + '/' + repo.name, run);
        }
    }
}

} // namespace orrery::library
