// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QTest>

#include <orrery/cache/layout.h>
#include <orrery/platform/temporary_directory.h>

#include <fake_hub.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

namespace fs = std::filesystem;
namespace fakes = orrery::fakes;
using orrery::cache::RepoPaths;

namespace {

constexpr const char* repoName = "acme/Foo-7B";
constexpr int kills = 200;
constexpr int connections = 4; ///< Two files at a time in two parts.
constexpr std::uint64_t chunkSize = 32U << 10;

pid_t startHelper(const std::string& endpoint, const fs::path& folder) {
    const std::string cache = folder / "hub";
    const std::string journal = folder / "journal";
    const pid_t child = ::fork();
    if (child == 0) {
        ::execl(DOWNLOAD_HELPER, DOWNLOAD_HELPER, endpoint.c_str(), repoName, cache.c_str(), journal.c_str(), nullptr);
        ::_exit(127);
    }
    return child;
}

std::string read(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

class DownloadChaosTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void survivesKills();
};

/// Kills the downloading program at random instants, and lets it go on each time.
void DownloadChaosTest::survivesKills() {
    const auto folder = orrery::platform::TemporaryDirectory::create("orrery-chaos");
    QVERIFY(folder);
    fakes::FakeHub hub;
    fakes::FakeRepo repo;
    repo.id = repoName;
    repo.commits = {{.files = {{.path = "README.md", .bytes = "# Foo"},
                               {.path = "a.gguf", .size = 9'000'001, .seed = 1},
                               {.path = "b.gguf", .size = 7'000'000, .seed = 2},
                               {.path = "sub/c.safetensors", .size = 4'000'000, .seed = 3},
                               {.path = "tokenizer.json", .size = 300'000, .seed = 4}}}};
    hub.addRepo(repo);
    hub.misbehave("*", {.bytesPerSecond = 150'000}); // so that there is something left to kill

    std::random_device device;
    const unsigned seed =
        qEnvironmentVariableIsSet("ORRERY_CHAOS_SEED") ? qEnvironmentVariableIntValue("ORRERY_CHAOS_SEED") : device();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    int killed = 0;
    int status = -1;
    while (killed < kills) {
        const pid_t child = startHelper(hub.url(), folder->path());
        const auto life = std::chrono::microseconds(random() % 250'000);
        const auto end = std::chrono::steady_clock::now() + life;
        pid_t over = 0;
        while (over == 0 && std::chrono::steady_clock::now() < end) {
            over = ::waitpid(child, &status, WNOHANG);
            ::usleep(500);
        }
        QVERIFY2(over == 0, "it ended before it was killed");
        ::kill(child, SIGKILL);
        ::waitpid(child, &status, 0);
        ++killed;
    }
    hub.behave();
    const pid_t child = startHelper(hub.url(), folder->path());
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);

    const RepoPaths paths{folder->path() / "hub", {orrery::hub::RepoKind::Model, repoName}};
    std::uint64_t size = 0;
    for (const auto& file : repo.commits.front().files) {
        const std::string bytes = file.read(0, static_cast<std::size_t>(file.length()));
        QVERIFY2(read(paths.snapshot(hub.commitId(repoName)) / file.path) == bytes, file.path.c_str());
        size += file.length();
    }
    QCOMPARE(std::distance(fs::directory_iterator(paths.blobs()), {}), std::ptrdiff_t(5)); // no part is left
    QVERIFY(!fs::exists(folder->path() / "journal") || fs::is_empty(folder->path() / "journal"));
    const std::uint64_t most = size + static_cast<std::uint64_t>(killed) * connections * chunkSize;
    qInfo("%d kills; %.1f MB for %.1f MB", killed, static_cast<double>(hub.bytesSent()) / 1e6,
          static_cast<double>(size) / 1e6);
    QVERIFY2(hub.bytesSent() <= most, std::to_string(hub.bytesSent()).c_str());
}

QTEST_GUILESS_MAIN(DownloadChaosTest)
#include "tst_download_chaos.moc"
