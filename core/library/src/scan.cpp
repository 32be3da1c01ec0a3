// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/library/scan.h>

#include "duplicates.h"
#include "pins.h"
#include "scan_run.h"
#include "shared_store.h"

#include <algorithm>
#include <set>
#include <utility>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

fs::path firstFolder(const std::vector<fs::path>& candidates) {
    std::error_code ignored;
    const auto found =
        std::ranges::find_if(candidates, [&](const fs::path& path) { return fs::is_directory(path, ignored); });
    return found == candidates.end() ? fs::path() : *found;
}

bool isThere(const fs::path& path) {
    return !path.empty() && factsOf(path).has_value();
}

/// Shared bytes once.
std::uint64_t totalSize(const std::vector<Item>& items, const fs::path& hubCache) {
    const bool shares = isSharedStore(hubCache / "blobs");
    std::uint64_t size = 0;
    std::set<fs::path> counted;
    for (const Item& item : items) {
        for (const Partial& partial : item.partials) size += partial.size;
        for (const Revision& revision : item.revisions)
            for (const ItemFile& file : revision.files) {
                const auto payload = shares ? sharedPayload(file.blob, hubCache) : std::nullopt;
                if (counted.insert(payload.value_or(file.blob)).second) size += file.size;
            }
    }
    return size;
}

} // namespace

Places standardPlaces(const fs::path& userHome, const fs::path& hubCache, const fs::path& ownData) {
    Places places;
    places.hubCache = hubCache;
    places.lmStudio = firstFolder({userHome / ".lmstudio/models", userHome / ".cache/lm-studio/models"});
    places.ollama = firstFolder({userHome / ".ollama/models", "/usr/share/ollama/.ollama/models"});
    places.pins = ownData / "pins.json";
    return places;
}

Result<Library> scan(const Places& places, std::stop_token stop, const std::function<void(std::size_t)>& onProgress) {
    ScanRun run(std::move(stop), onProgress);
    if (isThere(places.hubCache)) scanHubCache(places.hubCache, run);
    if (isThere(places.lmStudio)) scanLmStudio(places.lmStudio, run);
    if (isThere(places.ollama)) scanOllama(places.ollama, run);
    for (const fs::path& folder : places.folders) {
        if (isThere(folder)) {
            scanFolder(folder, run);
        } else {
            run.add(Finding{Finding::Kind::UnreadableEntry, "This folder is not there. Is its disk connected?", folder,
                            false});
        }
    }
    Library library = run.take();
    const std::set<std::string> pins = readPins(places.pins);
    for (Item& item : library.items) item.pinned = pins.contains(item.key);
    std::ranges::stable_sort(library.items, std::greater(), &Item::size);
    library.duplicates = findDuplicates(library.items);
    library.size = totalSize(library.items, places.hubCache);
    if (run.stopped()) return fail(cancelledError());
    return library;
}

} // namespace orrery::library
