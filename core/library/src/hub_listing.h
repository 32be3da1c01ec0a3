// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/cache/layout.h>
#include <orrery/library/item.h>

#include <map>
#include <string>

namespace orrery::library {

/// What the listing cache (trees/<commit>.json) promises of one file.
struct ListedFile {
    std::uint64_t size = 0;
    std::string hash; ///< sha256, or git SHA-1 for a file that is no LFS file.
};

/// Empty: there is no listing.
std::map<std::string, ListedFile> readListing(const cache::RepoPaths& paths, const std::string& commit);

/// Names hashes that the blobs' names do not tell (caches without links), and adds a finding when files are missing.
void compareWithListing(const cache::RepoPaths& paths, Revision& revision, Item& item);

} // namespace orrery::library
