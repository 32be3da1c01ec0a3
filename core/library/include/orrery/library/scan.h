// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/library/item.h>

#include <functional>
#include <stop_token>

namespace orrery::library {

struct Places {
    std::filesystem::path hubCache;
    std::filesystem::path lmStudio; ///< Empty: none.
    std::filesystem::path ollama;
    std::vector<std::filesystem::path> folders; ///< Chosen by the person.
    std::filesystem::path pins;                 ///< Our own small file of pinned keys.
};
/// Where these programs keep their models by default, as far as the folders exist.
Places standardPlaces(const std::filesystem::path& userHome, const std::filesystem::path& hubCache,
                      const std::filesystem::path& ownData);

struct Library {
    std::vector<Item> items; ///< By size, largest first.
    std::vector<Duplicate> duplicates;
    std::vector<Finding> findings; ///< Of no item: things at the cache's root that do not belong there.
    std::uint64_t size = 0;
};

/// Looks at everything, reading only names, sizes and model headers. Blocks; ends with Cancelled within 100 ms of a
/// stop. What cannot be read becomes a Finding. Never writes.
Result<Library> scan(const Places& places, std::stop_token stop = {},
                     const std::function<void(std::size_t itemsSoFar)>& onProgress = {});

/// Remembers that this item is not to be cleaned up (or no longer).
Status setPinned(const Places& places, const std::string& key, bool pinned);

} // namespace orrery::library
