// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fake_http_server.h"

#include <orrery/net/curl_http_client.h>
#include <orrery/runtimes/runtime_store.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::test {

/// What stands in an archive.
struct Packed {
    enum class Kind { File, Folder, Link, HardLink, Device };
    std::string name;
    Kind kind = Kind::File;
    std::string content = {}; ///< Or the target of a link.
    int mode = 0644;
    std::uint64_t zeros = 0; ///< After the content.
};

enum class Format { TarGz, TarXz, Zip };

/// Writes an archive as honest and as dishonest programs do.
std::filesystem::path writeArchive(const std::filesystem::path& path, const std::vector<Packed>& entries,
                                   Format format = Format::TarGz);

/// The whole folder, links as links, devices left out; what is in it stands in the archive below `top`.
std::filesystem::path packFolder(const std::filesystem::path& path, const std::filesystem::path& folder,
                                 const std::string& top);

/// A shell script that says what a llama-server says when asked for its version and its devices.
std::string fakeServer(std::string_view version = "0.7.0 (build 11669, commit abc)");

/// A release archive around such a script.
std::vector<Packed> fakeRelease(const std::string& top = "llama-b11669", const std::string& server = fakeServer());

std::string readAll(const std::filesystem::path& file);

/// The names in a folder that begin with "." and are not the lock or the downloads: there must be none at the end.
std::vector<std::string> leftovers(const std::filesystem::path& folder);

/// A store on an empty folder, and what it stands on.
struct StoreBench {
    ManualExecutor executor;
    platform::EventThread processes;
    net::CurlHttpClient http{executor};
    WorkerPool workers{2};
    std::filesystem::path folder;
    runtimes::RuntimeStore store;
    std::vector<runtimes::InstallProgress> progress;

    explicit StoreBench(const std::filesystem::path& where)
        : folder(where), store({processes, http, workers, executor}, where) {}

    [[nodiscard]] runtimes::RuntimeStore::Progress onProgress() {
        return [this](const runtimes::InstallProgress& step) { progress.push_back(step); };
    }
    using Answer = std::optional<Result<inference::RuntimeReport>>;
    static runtimes::RuntimeStore::Installed into(Answer& answer) {
        return [&answer](Result<inference::RuntimeReport> result) { answer = std::move(result); };
    }
    /// False when it never came.
    bool wait(const std::function<bool()>& done) { return executor.runUntil(done, std::chrono::seconds(60)); }

    Result<inference::RuntimeReport> install(const std::filesystem::path& archive, const std::string& sha256 = {},
                                             const std::string& name = {});
    Result<inference::RuntimeReport> install(const runtimes::ReleaseAsset& asset, const std::string& tag = "b11669");
    Status remove(const std::filesystem::path& place);
};

} // namespace orrery::test
