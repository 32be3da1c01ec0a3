// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/cache/store.h>
#include <orrery/download/queue.h>
#include <orrery/hub/client.h>
#include <orrery/net/curl_http_client.h>
#include <orrery/platform/temporary_directory.h>

#include <fake_hub.h>

#include <QtGlobal>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// A fake Hub, an empty cache, and queues on it.
struct DownloadFixture {
    static constexpr const char* token = "hf_abcdefghijklmnopqrstuvwxyz01234567";
    static constexpr const char* repoName = "acme/Foo-7B";

    orrery::platform::TemporaryDirectory folder = [] {
        auto made = orrery::platform::TemporaryDirectory::create("orrery-download");
        if (!made) qFatal("no folder for the test");
        return std::move(*made);
    }();
    orrery::fakes::FakeHub hub;
    orrery::WorkerPool workers{2};
    orrery::ManualExecutor executor;
    orrery::net::CurlHttpClient http{workers, {.maxConnectionsPerHost = 16}};
    std::optional<std::string> sentToken = token;
    orrery::hub::TokenSource tokens = [this](const orrery::hub::Endpoint&) { return sentToken; };
    orrery::hub::HubClient client{{http, workers, workers, tokens}};
    orrery::download::Options options{.cache = folder.path() / "hub",
                                      .journal = folder.path() / "journal",
                                      .segmentSize = 256U << 10,
                                      .chunkSize = 64U << 10,
                                      .spareSpace = 0,
                                      .stallTimeout = std::chrono::milliseconds(400),
                                      .firstRetryDelay = std::chrono::milliseconds(20)};
    std::map<std::uint64_t, std::vector<orrery::download::Status>> heard;
    std::unique_ptr<orrery::download::Queue> queue;

    DownloadFixture() { hub.addUser({.token = token, .name = "ada"}); }
    ~DownloadFixture() { queue.reset(); }
    DownloadFixture(const DownloadFixture&) = delete;
    DownloadFixture& operator=(const DownloadFixture&) = delete;

    void addRepo(std::vector<orrery::fakes::FakeFile> files) {
        orrery::fakes::FakeRepo repo;
        repo.id = repoName;
        repo.commits.push_back({.files = std::move(files)});
        hub.addRepo(std::move(repo));
    }

    void start() {
        queue.reset();
        queue = std::make_unique<orrery::download::Queue>(
            orrery::download::Queue::Services{http, client, workers, executor, tokens}, options,
            [this](const orrery::download::Status& status) { heard[status.id].push_back(status); });
    }

    [[nodiscard]] orrery::download::Request request(std::vector<std::string> include = {}) const {
        orrery::download::Request request;
        request.endpoint = {"Fake", hub.url()};
        request.repo = {orrery::hub::RepoKind::Model, repoName};
        request.include = std::move(include);
        return request;
    }

    std::uint64_t add(std::vector<std::string> include = {}) {
        if (!queue) start();
        return queue->add(request(std::move(include)));
    }

    bool wait(const std::function<bool()>& done) { return executor.runUntil(done, std::chrono::seconds(60)); }

    [[nodiscard]] const orrery::download::Status* last(std::uint64_t id) const {
        const auto found = heard.find(id);
        return found == heard.end() ? nullptr : &found->second.back();
    }

    [[nodiscard]] bool isIn(std::uint64_t id, orrery::download::State state) const {
        return last(id) && last(id)->state == state;
    }

    bool waitFor(std::uint64_t id, orrery::download::State state) {
        return wait([&] { return isIn(id, state); });
    }

    /// Until it is done or has failed.
    orrery::download::Status finish(std::uint64_t id) {
        using orrery::download::State;
        if (!wait([&] { return isIn(id, State::Done) || isIn(id, State::Failed) || isIn(id, State::Cancelled); }))
            qFatal("the download never ended");
        return *last(id);
    }

    [[nodiscard]] orrery::cache::RepoPaths paths() const {
        return {options.cache, {orrery::hub::RepoKind::Model, repoName}};
    }

    [[nodiscard]] std::filesystem::path fileOf(const std::string& path) const {
        return paths().snapshot(hub.commitId(repoName)) / path;
    }

    static std::string read(const std::filesystem::path& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    /// Whether the cache shows the file as the Hub has it.
    [[nodiscard]] bool isWhole(const std::string& path) const {
        const auto stored = hub.file(repoName, path).file;
        return std::filesystem::exists(fileOf(path)) &&
               read(fileOf(path)) == stored.read(0, static_cast<std::size_t>(stored.length()));
    }

    [[nodiscard]] std::string etagOf(const std::string& path) const {
        const auto stored = hub.file(repoName, path);
        return stored.lfs ? stored.sha256 : stored.gitOid;
    }

    static int filesIn(const std::filesystem::path& directory) {
        if (!std::filesystem::exists(directory)) return 0;
        return static_cast<int>(std::distance(std::filesystem::directory_iterator(directory), {}));
    }
};
