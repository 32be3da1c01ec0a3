// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_bench.h"
#include "gguf/scripted_model.h"

#include <orrery/inference/chat_client.h>
#include <orrery/inference/model_pool.h>
#include <orrery/platform/temporary_directory.h>

#include <QCoreApplication>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>

using namespace orrery;
using namespace orrery::inference;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr std::array<const char*, 3> names = {"ada", "bob", "eve"};

/// Loads, asks, cancels, kills and unloads at random through one pool. Everything it starts carries `mark` in its
/// command line, and everything it leaves would lie in `folder`.
class Soak {
public:
    Soak(fs::path folder, unsigned seed)
        : m_folder(std::move(folder)), m_mark("soak-" + std::to_string(::getpid())), m_random(seed) {
        PoolOptions options;
        options.mostModels = 2;
        options.idleTimeout = 200ms;
        m_pool = std::make_unique<ModelPool>(
            m_bench.services(), [this](const auto& completion) { completion(*m_bench.host()); }, options,
            std::function<void()>());
        for (const char* name : names)
            test::writeFile(m_folder / name,
                            fixtures::scriptedModel({.tokens = {"tick", " tock"}, .loopFrom = 0}).bytes());
    }

    [[nodiscard]] bool canRun() const { return m_bench.host().has_value(); }

    bool cycle() {
        const auto use = std::make_shared<Use>();
        const int what = pick(7);
        m_pool->acquire(settings(), use->stop.get_token(), [use](Result<ModelLease> lease) {
            use->lease = std::move(lease);
            use->ended = !*use->lease;
        });
        if (what == 0) pause(60); // then cancelled wherever it has come to
        if (what == 1) killOne(30);
        if (what >= 2) answer(use, what);
        use->stop.request_stop();
        const bool told = m_bench.executor.runUntil([&] { return use->lease.has_value(); }, 60s);
        const bool ended = !use->asked || m_bench.executor.runUntil([&] { return use->ended; }, 60s);
        use->lease.reset();
        return told && ended;
    }

    bool unloadAll() {
        bool done = false;
        m_pool->unloadAll([&] { done = true; });
        return m_bench.executor.runUntil([&] { return done && m_pool->entries().empty(); }, 60s);
    }

    /// What is left of all that, one line each.
    std::vector<std::string> leftovers() {
        m_pool.reset();
        std::vector<std::string> left;
        m_bench.executor.runUntil([&] { return (left = remains()).empty(); }, 20s);
        return left;
    }

private:
    struct Use {
        std::stop_source stop;
        std::optional<Result<ModelLease>> lease;
        std::size_t pieces = 0;
        bool asked = false;
        bool ended = false;
    };

    int pick(int count) { return std::uniform_int_distribution(0, count - 1)(m_random); }
    void pause(int longestMs) {
        m_bench.executor.runUntil([] { return false; }, std::chrono::milliseconds(pick(longestMs)));
    }

    EngineSettings settings() {
        EngineSettings settings;
        settings.model = m_folder / names[static_cast<std::size_t>(pick(names.size()))];
        settings.alias = m_mark;
        settings.threads = 1;
        settings.contextTokens = 512;
        settings.useSandbox = pick(4) != 0;
        settings.healthInterval = 100ms;
        settings.healthTimeout = 300ms;
        return settings;
    }

    void answer(const std::shared_ptr<Use>& use, int what) {
        if (!m_bench.executor.runUntil([&] { return use->lease.has_value(); }, 60s) || !*use->lease) return;
        use->asked = true;
        ChatRequest request;
        request.messages = {{Role::User, "Hi"}};
        ChatCallbacks callbacks;
        callbacks.onContent = [use](std::string_view) { ++use->pieces; };
        m_client.start((*use->lease)->endpoint(), request, use->stop.get_token(), std::move(callbacks),
                       [use](const Result<ChatResult>&) { use->ended = true; });
        m_bench.executor.runUntil([&] { return use->pieces > 3 || use->ended; }, 10s);
        pause(10);
        if (what == 3) killOne(1);
        if (what == 4) signalOne(SIGSTOP);
        if (what == 5) m_pool->unload((*use->lease)->id());
        if (what == 6) fs::remove((*use->lease)->endpoint().unixSocket);
        pause(10);
    }

    void killOne(int longestMs) {
        pause(longestMs);
        signalOne(SIGKILL);
    }

    /// Any process of any engine, the sandbox's own among them.
    void signalOne(int signal) {
        std::vector<std::int64_t> all;
        for (const PoolEntry& entry : m_pool->entries())
            if (entry.facts.processId != 0 && entry.state != EngineState::Failed)
                std::ranges::copy(test::processTree(entry.facts.processId), std::back_inserter(all));
        if (!all.empty())
            ::kill(static_cast<pid_t>(all[static_cast<std::size_t>(pick(static_cast<int>(all.size())))]), signal);
    }

    [[nodiscard]] std::vector<std::string> remains() const {
        std::vector<std::string> left;
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
            std::ifstream file(entry.path() / "cmdline");
            std::string line;
            std::getline(file, line);
            if (line.find(m_mark) != std::string::npos) left.push_back("process " + entry.path().filename().string());
        }
        for (const auto& entry : fs::recursive_directory_iterator(m_folder, ignored))
            if (std::ranges::find(names, entry.path().filename().string()) == names.end() &&
                entry.path().filename() != "orrery")
                left.push_back("file " + entry.path().string());
        return left;
    }

    fs::path m_folder;
    std::string m_mark;
    std::mt19937 m_random;
    test::EngineBench m_bench;
    ChatClient m_client{m_bench.http(), m_bench.executor};
    std::unique_ptr<ModelPool> m_pool;
};

std::size_t openFiles() {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()));
}

int run(const fs::path& folder, int cycles, unsigned seed) {
    Soak soak(folder, seed);
    if (!soak.canRun()) {
        std::printf("SKIP_ALL: no llama-server to test with\n");
        return 0;
    }
    bool well = soak.unloadAll();
    std::size_t before = 0;
    for (int i = 0; i < cycles && well; ++i) {
        well = soak.cycle();
        if (i == std::min(20, cycles / 2)) before = openFiles(); // after what is opened once and kept
        if (i % 50 == 49) std::printf("%d cycles, %zu open files\n", i + 1, openFiles());
        std::fflush(stdout);
    }
    if (!well) std::printf("something never completed\n");
    well = soak.unloadAll() && well;
    const std::size_t after = openFiles();
    const auto left = soak.leftovers();
    for (const std::string& each : left) std::printf("left: %s\n", each.c_str());
    std::printf("%d cycles, seed %u: %zu left, open files %zu then %zu\n", cycles, seed, left.size(), before, after);
    constexpr std::size_t slack = 40; // engines that were loaded at one of the two times
    return well && left.empty() && after <= before + slack ? 0 : 1;
}

} // namespace

/// engine_soak [--cycles N] [--seed N]: afterwards no process, socket, folder or file may be left.
int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    int cycles = 60;
    unsigned seed = 1;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--cycles") == 0) cycles = std::atoi(argv[i + 1]);
        if (std::strcmp(argv[i], "--seed") == 0) seed = static_cast<unsigned>(std::atoi(argv[i + 1]));
    }
    const auto folder = platform::TemporaryDirectory::create("soak");
    if (!folder) return 2;
    ::setenv("XDG_RUNTIME_DIR", folder->path().c_str(), 1);
    ::setenv("TMPDIR", folder->path().c_str(), 1);
    return run(folder->path(), cycles, seed);
}
