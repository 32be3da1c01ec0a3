// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/net/http_client.h>
#include <orrery/platform/file_descriptor.h>
#include <orrery/runtimes/release.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace orrery::runtimes {

/// Where the beginning of an asset is kept until all of it is here: <root>/.downloads/<its name>.
std::filesystem::path partialFile(const std::filesystem::path& root, const ReleaseAsset& asset);

/// Fetches one archive into a file, in ranges where the connection breaks off. What is there of an earlier try is kept
/// when the asset's hash is known, since only then its end can prove its beginning.
class AssetDownload : public std::enable_shared_from_this<AssetDownload> {
public:
    using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;
    using Completion = std::function<void(Result<std::filesystem::path>)>;

    AssetDownload(net::HttpClient& http, Executor& workers, ReleaseAsset asset, std::filesystem::path file,
                  std::stop_token stop);

    /// @param onProgress on a worker or the network's thread. @param completion once, on a worker: where the archive
    /// is, of the right size; its hash is not checked yet.
    void start(Progress onProgress, Completion completion);

private:
    Status open();
    void request();
    void takeHead(const net::HttpResponse& head);
    bool takeBody(std::string_view bytes);
    void drain();
    [[nodiscard]] int write(std::string_view bytes);
    void ended(const Result<net::HttpResponse>& result);
    void judge();
    void finish(Result<std::filesystem::path> result);
    void complain(Error error);
    [[nodiscard]] Error writeFailure(int number) const;
    [[nodiscard]] Error shorterThanSaid() const;

    net::HttpClient& m_http;
    Executor& m_workers;
    const ReleaseAsset m_asset;
    const std::filesystem::path m_file;
    const std::stop_token m_stop;
    Progress m_onProgress;
    Completion m_completion;
    platform::FileDescriptor m_partial;
    int m_fruitless = 0; // attempts in a row that brought nothing
    std::shared_ptr<net::BodyGate> m_gate;

    std::mutex m_mutex; // for all below: the network's thread and one worker at a time
    std::string m_pending;
    bool m_draining = false;
    std::uint64_t m_have = 0;  // bytes in the file
    std::uint64_t m_total = 0; // 0: not known
    std::uint64_t m_began = 0; // what was there before this attempt
    std::string m_version;     // the server's strong ETag
    std::optional<Error> m_problem;
    std::optional<Result<net::HttpResponse>> m_answer;
};

} // namespace orrery::runtimes
