// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_search.h"

#include <orrery/runtimes/runtime_store.h>

#include <algorithm>
#include <system_error>
#include <vector>

namespace orrery::runtimes {

namespace fs = std::filesystem;

namespace {

constexpr int deepest = 4;
constexpr std::size_t mostFolders = 2000;

std::vector<fs::path> foldersIn(const fs::path& folder) {
    std::vector<fs::path> folders;
    std::error_code failed;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
        std::error_code ignored;
        if (it->symlink_status(ignored).type() == fs::file_type::directory) folders.push_back(it->path());
    }
    std::ranges::sort(folders);
    return folders;
}

void makeExecutable(const fs::path& file) {
    std::error_code ignored;
    if (fs::is_regular_file(file, ignored))
        fs::permissions(file, fs::perms::owner_exec, fs::perm_options::add, ignored);
}

void makeProgramsExecutable(const inference::EngineRuntime& runtime) {
    if (!runtime.loader.empty()) makeExecutable(runtime.loader);
    std::error_code failed;
    for (fs::directory_iterator it(runtime.server.parent_path(), failed), end; !failed && it != end;
         it.increment(failed))
        if (it->path().filename().string().starts_with("llama-")) makeExecutable(it->path());
}

bool isForWindows(const std::vector<fs::path>& folders) {
    return std::ranges::any_of(folders, [](const fs::path& folder) {
        std::error_code ignored;
        return fs::exists(folder / "llama-server.exe", ignored);
    });
}

} // namespace

Result<inference::EngineRuntime> findEngineBelow(const fs::path& tree) {
    std::vector<fs::path> seen;
    std::vector<fs::path> level = {tree};
    for (int depth = 0; depth <= deepest && seen.size() < mostFolders; ++depth) {
        std::vector<fs::path> below;
        for (const fs::path& folder : level) {
            if (auto runtime = inference::inspectRuntime(folder, inference::RuntimeKind::Managed)) {
                makeProgramsExecutable(*runtime);
                return *std::move(runtime);
            }
            std::ranges::move(foldersIn(folder), std::back_inserter(below));
        }
        seen.insert(seen.end(), level.begin(), level.end());
        level = std::move(below);
    }
    if (isForWindows(seen))
        return fail(Errc::NoEngine, "The engine in it is made for Windows. Choose the archive for this system.");
    return fail(Errc::NoEngine,
                "There is no llama-server in it. Choose an archive of llama.cpp's programs for this system.");
}

} // namespace orrery::runtimes
