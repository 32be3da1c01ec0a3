// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <orrery/library/scan.h>
#include <orrery/platform/hashing.h>
#include <orrery/platform/temporary_directory.h>

#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace orrery;
namespace fs = std::filesystem;

namespace {

constexpr int rounds = 5;

void write(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

/// 200 repositories of 20 files each, in the Hub's layout.
void makeCache(const fs::path& root) {
    for (int r = 0; r < 200; ++r) {
        const fs::path repo = root / fmt::format("models--acme--model-{}", r);
        const std::string commit(40, 'a');
        const fs::path snapshot = repo / "snapshots" / commit;
        fs::create_directories(repo / "blobs");
        fs::create_directories(repo / "refs");
        fs::create_directories(snapshot);
        write(repo / "refs/main", commit);
        for (int f = 0; f < 20; ++f) {
            const std::string bytes = fmt::format("{} {}", r, f);
            const std::string etag = platform::sha256(bytes);
            write(repo / "blobs" / etag, bytes);
            fs::create_symlink(fs::path("../../blobs") / etag, snapshot / fmt::format("file-{}.json", f));
        }
    }
}

/// 100,000 files in 1,000 folders, a model among each hundred.
void makeTree(const fs::path& root) {
    for (int d = 0; d < 1000; ++d) {
        const fs::path folder = root / std::to_string(d / 100) / std::to_string(d);
        fs::create_directories(folder);
        for (int f = 0; f < 99; ++f) write(folder / fmt::format("picture-{}.jpg", f), {});
        write(folder / fmt::format("model-{}-Q4_K_M.gguf", d), {});
    }
}

/// The floor: names and sizes of everything, with nothing understood.
std::uint64_t walk(const fs::path& root) {
    std::uint64_t size = 0;
    for (const auto& entry : fs::recursive_directory_iterator(root))
        if (entry.is_regular_file()) size += entry.file_size();
    return size;
}

void measure(const char* name, const fs::path& root, const library::Places& places) {
    std::vector<double> floor;
    std::vector<double> scans;
    std::size_t items = 0;
    for (int i = 0; i < rounds; ++i) {
        floor.push_back(bench::timeMs([&] { walk(root); }));
        scans.push_back(bench::timeMs([&] { items = library::scan(places)->items.size(); }));
    }
    const double scanned = bench::median(scans);
    const double walked = bench::median(floor);
    fmt::print("{:<34} {:>6} items  scan {:7.1f} ms  plain walk {:7.1f} ms  ratio {:.2f}\n", name, items, scanned,
               walked, scanned / walked);
}

} // namespace

int main() {
    const auto folder = platform::TemporaryDirectory::create();
    if (!folder) return 1;
    const fs::path cache = folder->path() / "hub";
    const fs::path tree = folder->path() / "tree";
    makeCache(cache);
    makeTree(tree);
    library::Places places;
    places.hubCache = cache;
    measure("Hub cache, 200 repos x 20 files", cache, places);
    places.hubCache.clear();
    places.folders = {tree};
    measure("folder tree, 100,000 files", tree, places);
    return 0;
}
