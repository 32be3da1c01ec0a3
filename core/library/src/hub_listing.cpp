// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "hub_listing.h"

#include "model_files.h"

#include <orrery/cache/store.h>

#include <fmt/format.h>

namespace orrery::library {

std::map<std::string, ListedFile> readListing(const cache::RepoPaths& paths, const std::string& commit) {
    std::map<std::string, ListedFile> listing;
    const auto entries = cache::readTree(paths, commit);
    if (!entries) return listing;
    for (const hub::TreeEntry& entry : *entries)
        if (!entry.folder) listing[entry.path] = {entry.size, entry.sha256.empty() ? entry.gitOid : entry.sha256};
    return listing;
}

void compareWithListing(const cache::RepoPaths& paths, Revision& revision, Item& item) {
    const auto listing = readListing(paths, revision.commit);
    for (ItemFile& file : revision.files)
        if (const auto listed = listing.find(file.name); file.hash.empty() && listed != listing.end())
            file.hash = listed->second.hash;
    std::vector<std::string> names;
    names.reserve(listing.size());
    for (const auto& [name, listed] : listing) names.push_back(name);
    const auto missing = missingFiles(revision.files, names, item.kind);
    if (missing.empty()) return;
    item.findings.push_back({Finding::Kind::Incomplete,
                             fmt::format("Revision {} lacks {} of its files, \"{}\" among them. Download it again to "
                                         "complete it.",
                                         revision.commit.substr(0, 8), missing.size(), missing.front()),
                             paths.snapshot(revision.commit), false});
}

} // namespace orrery::library
