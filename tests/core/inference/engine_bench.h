// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/inference/engine.h>
#include <orrery/net/curl_http_client.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace orrery::test {

/// What an Engine stands on, and the engine of this computer, if there is one.
class EngineBench {
public:
    EngineBench();

    /// The engine of $ORRERY_LLAMA_RUNTIME, else of a managed runtime folder; nothing else counts for tests.
    [[nodiscard]] const std::optional<inference::EngineHost>& host() const { return m_host; }
    [[nodiscard]] const std::string& whyNoHost() const { return m_whyNoHost; }

    [[nodiscard]] inference::EngineServices services() { return {m_processes, m_http, m_workers, executor}; }
    [[nodiscard]] net::HttpClient& http() { return m_http; }

    ManualExecutor executor;

private:
    platform::EventThread m_processes;
    net::CurlHttpClient m_http{executor};
    WorkerPool m_workers{1};
    std::optional<inference::EngineHost> m_host;
    std::string m_whyNoHost;
};

/// A process and all it started, directly or not.
std::vector<std::int64_t> processTree(std::int64_t root);

/// Whether a process of that number runs (a zombie does not).
bool isRunning(std::int64_t pid);

/// Writes a file and gives back its path.
std::filesystem::path writeFile(const std::filesystem::path& path, const std::string& bytes);

} // namespace orrery::test
