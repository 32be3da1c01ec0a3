// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "blob_use.h"

#include "disk.h"
#include "shared_store.h"

namespace orrery::library {
namespace fs = std::filesystem;

std::set<fs::path> blobsOnlyOf(const Item& item, const std::set<std::string>& commits) {
    std::set<fs::path> blobs;
    for (const Revision& revision : item.revisions)
        if (commits.contains(revision.commit))
            for (const ItemFile& file : revision.files)
                if (isBelow(file.blob, item.folder)) blobs.insert(file.blob);
    for (const Revision& revision : item.revisions)
        if (!commits.contains(revision.commit))
            for (const ItemFile& file : revision.files) blobs.erase(file.blob);
    return blobs;
}

std::uint64_t freedBytes(const cache::RepoPaths& paths, const std::set<fs::path>& blobs) {
    std::uint64_t freed = 0;
    for (const fs::path& blob : blobs) {
        const auto facts = factsOf(blob);
        const auto payload = sharedPayload(blob, paths.root);
        const bool kept = payload ? !isSharedOnlyBy(*payload, blobs) : facts && facts->names > 1;
        if (facts && !kept) freed += facts->size;
    }
    return freed;
}

} // namespace orrery::library
