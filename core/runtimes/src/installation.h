// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "origin.h"
#include "staging.h"

#include <orrery/platform/child_process.h>
#include <orrery/runtimes/runtime_store.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

namespace orrery::runtimes {

/// One installation from its source to its place: fetch, check, unpack beside the place, try, rename. Steps follow each
/// other; each ends with the next one or with finish().
class Installation : public std::enable_shared_from_this<Installation> {
public:
    Installation(StoreServices services, std::filesystem::path root, std::stop_token stop,
                 RuntimeStore::Progress onProgress, RuntimeStore::Installed completion);

    void fromArchive(std::filesystem::path archive, std::string sha256, const std::string& name);
    void fromAsset(const ReleaseAsset& asset, const std::string& tag);
    void fromPackages(bool vulkan);
    /// Before one of the above: what is made takes the place of that managed folder, under that name.
    /// @param unchanged when given: the same files as are there already are dropped, this becomes true before the
    /// completion, and the report is of the old folder.
    void inPlaceOf(std::filesystem::path folder, std::string name, std::shared_ptr<bool> unchanged);

private:
    struct Replaced {
        std::filesystem::path folder;
        std::string name;
        std::shared_ptr<bool> unchanged;
    };

    void onWorker(std::function<void()> step);
    void tell(InstallProgress::Step step, std::uint64_t done, std::uint64_t total);
    Status checkHash(const std::filesystem::path& archive, const std::string& sha256);
    Status makeStaging();
    void checkAndUnpack(const std::filesystem::path& archive, const std::string& sha256);
    void runPackages(bool vulkan);
    void packagesEnded(const Result<platform::ProcessExit>& exit);
    void takeOutput(std::string_view bytes);
    void findEngine();
    void tryEngine(inference::EngineRuntime runtime);
    void tried(inference::RuntimeReport report);
    void place(inference::RuntimeReport report);
    Result<std::filesystem::path> putInPlace(const std::filesystem::path& folder);
    void finish(Result<inference::RuntimeReport> result);
    [[nodiscard]] std::filesystem::path tree() const;

    const StoreServices m_services;
    const std::filesystem::path m_root;
    const std::stop_token m_stop;
    RuntimeStore::Progress m_onProgress;
    RuntimeStore::Installed m_completion;
    std::string m_name;
    Origin m_origin;
    std::optional<Replaced> m_replaced;
    std::filesystem::path m_download; ///< To be removed at the end, unless it may be of use again.
    std::optional<Staging> m_staging;

    std::unique_ptr<platform::ChildProcess> m_packages;
    std::string m_output;
    bool m_tried = false; // on the executor
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;

    std::mutex m_progressMutex;
    InstallProgress m_last;
    std::chrono::steady_clock::time_point m_lastTold;
};

} // namespace orrery::runtimes
