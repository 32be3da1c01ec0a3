// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "memory_server.h"
#include "report.h"

#include <orrery/download/queue.h>
#include <orrery/hub/client.h>
#include <orrery/net/curl_http_client.h>
#include <orrery/platform/hashing.h>
#include <orrery/platform/temporary_directory.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

using namespace orrery;
namespace fs = std::filesystem;

namespace {

constexpr int rounds = 3;
constexpr const char* repoName = "acme/Foo";
const std::string commit(40, 'c');

struct Sample {
    double seconds = 0;
    double cpuSeconds = 0;
};

double secondsOf(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

Sample measure(int whose, const std::function<void()>& work) {
    const auto cpu = [whose] {
        rusage usage{};
        ::getrusage(whose, &usage);
        return secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime);
    };
    const double cpuBefore = cpu();
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
    return {passed.count(), cpu() - cpuBefore};
}

void run(std::vector<std::string> arguments) {
    std::vector<char*> pointers;
    for (auto& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(STDOUT_FILENO);
        ::open("/dev/null", O_WRONLY);
        ::execvp(pointers[0], pointers.data());
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) fmt::print("{} failed\n", fmt::join(arguments, " "));
}

/// Files of one size, served as a repository.
struct Repository {
    std::map<std::string, int> files; ///< By name.
    std::map<std::string, std::string> texts;
    std::map<std::string, int> byUrl;
    std::uint64_t bytes = 0;

    Repository(int count, std::uint64_t size) {
        std::string tree;
        for (int i = 0; i < count; ++i) {
            const std::string name = fmt::format("model-{}.gguf", i);
            const int file = bench::memoryFile(size, static_cast<std::uint64_t>(i) + 1);
            files[name] = file;
            byUrl[fmt::format("/{}/resolve/{}/{}", repoName, commit, name)] = file;
            const auto hash =
                platform::hashFile(fmt::format("/proc/self/fd/{}", file), platform::HashKind::Sha256, false);
            tree +=
                fmt::format(R"({}{{"type":"file","path":"{}","size":{},"oid":"{}","lfs":{{"oid":"{}","size":{}}}}})",
                            tree.empty() ? "" : ",", name, size, std::string(40, 'a'), hash.value_or(""), size);
            bytes += size;
        }
        texts[fmt::format("/api/models/{}/revision/main", repoName)] =
            fmt::format(R"({{"id":"{}","sha":"{}","siblings":[]}})", repoName, commit);
        texts[fmt::format("/api/models/{}/tree/{}", repoName, commit)] = "[" + tree + "]";
    }
    ~Repository() {
        for (const auto& [name, file] : files) ::close(file);
    }
    Repository(const Repository&) = delete;
    Repository& operator=(const Repository&) = delete;
};

std::vector<std::string> curlCommand(const Repository& repository, const bench::MemoryServer& server,
                                     const fs::path& folder) {
    std::vector<std::string> command{"curl", "--silent", "--fail"};
    for (const auto& [path, file] : repository.byUrl) {
        command.insert(command.end(), {"-o", (folder / fs::path(path).filename()).string(), server.url(path)});
    }
    return command;
}

std::vector<std::string> sumCommand(const Repository& repository, const fs::path& folder) {
    std::vector<std::string> command{"sha256sum"};
    for (const auto& [name, file] : repository.files) command.push_back((folder / name).string());
    return command;
}

void downloadWithOrrery(const bench::MemoryServer& server, const fs::path& folder) {
    WorkerPool workers;
    ManualExecutor executor;
    net::CurlHttpClient http(workers, {.maxConnectionsPerHost = 16});
    hub::HubClient client({http, workers, workers, {}});
    std::optional<download::State> state;
    download::Queue queue({http, client, workers, executor, {}},
                          {.cache = folder / "hub", .journal = folder / "journal"},
                          [&](const download::Status& status) {
                              state = status.state;
                              if (status.problem) fmt::print("{}\n", describe(*status.problem));
                          });
    download::Request request;
    request.endpoint = {"Bench", server.url()};
    request.repo = {hub::RepoKind::Model, repoName};
    queue.add(request);
    executor.runUntil([&] { return state == download::State::Done || state == download::State::Failed; });
}

void compare(const char* what, int count, std::uint64_t size) {
    const Repository repository(count, size);
    const bench::MemoryServer server(repository.texts, repository.byUrl);
    std::vector<double> curl, curlCpu, summed, ours, oursCpu;
    for (int round = 0; round <= rounds; ++round) { // the first one warms up
        const auto folder = platform::TemporaryDirectory::create("orrery-bench");
        if (!folder) return;
        const Sample plain = measure(RUSAGE_CHILDREN, [&] { run(curlCommand(repository, server, folder->path())); });
        const Sample sum = measure(RUSAGE_CHILDREN, [&] { run(sumCommand(repository, folder->path())); });
        for (const auto& [name, file] : repository.files) fs::remove(folder->path() / name);
        const Sample orrery = measure(RUSAGE_SELF, [&] { downloadWithOrrery(server, folder->path()); });
        if (round == 0) continue;
        curl.push_back(plain.seconds);
        curlCpu.push_back(plain.cpuSeconds);
        summed.push_back(plain.seconds + sum.seconds);
        ours.push_back(orrery.seconds);
        oursCpu.push_back(orrery.cpuSeconds);
    }
    const double megabytes = static_cast<double>(repository.bytes) / 1e6;
    const auto rate = [megabytes](const std::vector<double>& seconds) { return megabytes / bench::median(seconds); };
    const auto perGigabyte = [megabytes](const std::vector<double>& cpu) {
        return bench::median(cpu) / megabytes * 1000;
    };
    fmt::print("{}: curl {:.0f} MB/s, curl and sha256sum {:.0f} MB/s, Orrery (verified) {:.0f} MB/s\n", what,
               rate(curl), rate(summed), rate(ours));
    fmt::print("  ratio to curl {:.2f}, to curl and sha256sum {:.2f}; CPU seconds a GB: curl {:.2f}, Orrery {:.2f}\n",
               rate(ours) / rate(curl), rate(ours) / rate(summed), perGigabyte(curlCpu), perGigabyte(oursCpu));
}

} // namespace

/// Downloads from a server in memory on this machine: Orrery's queue against the program curl, in turn, into the same
/// folder.
int main() {
    compare("one file of 1 GB", 1, 1'000'000'000);
    compare("ten files of 50 MB", 10, 50'000'000);
}
