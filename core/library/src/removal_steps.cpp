// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "removal_steps.h"

#include "disk.h"

#include <algorithm>

namespace orrery::library {
namespace fs = std::filesystem;

void RemovalSteps::add(const fs::path& path) {
    const auto facts = factsOfName(path);
    if (!facts) return;
    if (facts->type == EntryType::Folder) addContents(path);
    push(path);
}

void RemovalSteps::addContents(const fs::path& folder) {
    const auto entries = entriesOf(folder);
    if (!entries) return;
    for (const FolderEntry& entry : *entries) add(folder / entry.name);
}

void RemovalSteps::addEmptied(fs::path folder, const fs::path& end) {
    for (; isBelow(folder, end); folder = folder.parent_path()) {
        const auto entries = entriesOf(folder);
        const bool emptied = entries && std::ranges::all_of(*entries, [&](const FolderEntry& entry) {
                                 return m_known.contains(folder / entry.name);
                             });
        if (!emptied) return;
        push(folder);
    }
}

void RemovalSteps::push(const fs::path& path) {
    if (m_known.insert(path).second) m_steps.push_back(path);
}

} // namespace orrery::library
