// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "runtimes_test.h"

#include <orrery/platform/errc.h>
#include <orrery/platform/hashing.h>

#include <sys/mount.h>

#include <algorithm>
#include <atomic>
#include <fstream>

using namespace orrery;
using namespace orrery::runtimes;
using namespace orrery::test;
using Step = InstallProgress::Step;
namespace fs = std::filesystem;

namespace {

constexpr const char* path = "/download/llama-b11669-bin-ubuntu-x64.tar.gz";

/// About 2 MB that do not become smaller.
std::string noise() {
    std::string bytes;
    for (std::uint32_t i = 0, x = 7; i < 2000000; ++i)
        bytes += static_cast<char>((x = x * 1664525U + 1013904223U) >> 24U);
    return bytes;
}

} // namespace

class TestRuntimesDownload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_bench.reset(); }
    void installs();
    void withoutAHash();
    void wrongHash();
    void wrongSize();
    void resumesWhatBreaksOff();
    void goesOnAfterACancel();
    void startsAgainWhereRangesAreUnknown();
    void anotherRange();
    void givesUp();
    void answers();
    void offline();
    void cancelIsPrompt();
    void unencrypted();
    void fullDisk();
    void asksForARelease();
    void releaseThatIsNone_data();
    void releaseThatIsNone();

private:
    [[nodiscard]] fs::path at(const char* name) const { return fs::path(m_folder->path().toStdString()) / name; }
    [[nodiscard]] ReleaseAsset asset() const {
        return {"llama-b11669-bin-ubuntu-x64.tar.gz", m_server->url(path), m_bytes.size(), m_hash, "CPU", true};
    }
    [[nodiscard]] std::vector<fs::path> kept() const {
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator(at("runtimes/.downloads"))) files.push_back(entry.path());
        return files;
    }

    std::string m_bytes;
    std::string m_hash;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<fakes::FakeHttpServer> m_server;
    std::unique_ptr<StoreBench> m_bench;
};

void TestRuntimesDownload::initTestCase() {
    const QTemporaryDir folder;
    auto entries = fakeRelease();
    entries.push_back({"llama-b11669/libggml-cuda.so", Packed::Kind::File, noise()});
    m_bytes = readAll(writeArchive(folder.filePath(QStringLiteral("a.tar.gz")).toStdString(), entries));
    m_hash = platform::sha256(m_bytes);
}

void TestRuntimesDownload::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<fakes::FakeHttpServer>();
    m_server->route(path, [this](const fakes::FakeRequest& request) { return fakes::fileResponse(request, m_bytes); });
    m_bench = std::make_unique<StoreBench>(at("runtimes"));
}

void TestRuntimesDownload::installs() {
    const auto report = m_bench->install(asset());
    QVERIFY2(report, report ? "" : describe(report.error()).c_str());
    QCOMPARE(report->runtime.folder.filename().string(), std::string("llama-b11669-bin-ubuntu-x64"));
    QCOMPARE(m_server->count(path), 1);
    std::vector<Step> steps;
    for (const InstallProgress& progress : m_bench->progress)
        if (steps.empty() || steps.back() != progress.step) steps.push_back(progress.step);
    QVERIFY((steps == std::vector{Step::Downloading, Step::Checking, Step::Unpacking, Step::Trying}));
    QVERIFY(kept().empty());
}

void TestRuntimesDownload::withoutAHash() {
    ReleaseAsset unsaid = asset();
    unsaid.sha256.clear();
    unsaid.size = 0;
    const auto report = m_bench->install(unsaid, "tag");
    QVERIFY2(report, report ? "" : describe(report.error()).c_str());
    QCOMPARE(report->runtime.folder.filename().string(), std::string("llama-b11669-bin-ubuntu-x64-tag"));
}

void TestRuntimesDownload::wrongHash() {
    ReleaseAsset other = asset();
    other.sha256 = std::string(64, 'a');
    const auto report = m_bench->install(other);
    QVERIFY(!report && report.error().is(runtimes::Errc::WrongHash));
    QVERIFY(inference::locateRuntimes({{}, at("runtimes"), {}}).empty());
    QVERIFY(kept().empty()); // or the next try would end the same way
    QVERIFY(m_bench->install(asset()));
}

void TestRuntimesDownload::wrongSize() {
    for (const std::uint64_t size : {m_bytes.size() - 1, m_bytes.size() + 1}) {
        ReleaseAsset other = asset();
        other.size = size;
        const auto report = m_bench->install(other);
        QVERIFY(!report);
        QVERIFY2(report.error().is(runtimes::Errc::WrongHash), describe(report.error()).c_str());
    }
}

void TestRuntimesDownload::resumesWhatBreaksOff() {
    m_server->route(path, [this](const fakes::FakeRequest& request) {
        auto response = fakes::fileResponse(request, m_bytes);
        if (response.body.size() > 700000) response.cutAfter = 600000;
        return response;
    });
    const auto report = m_bench->install(asset());
    QVERIFY2(report, report ? "" : describe(report.error()).c_str());
    QVERIFY(m_server->count(path) >= 3);
    QVERIFY(m_server->requests().back().hasHeader("range"));
}

void TestRuntimesDownload::goesOnAfterACancel() {
    m_server->route(path, [this](const fakes::FakeRequest& request) {
        auto response = fakes::fileResponse(request, m_bytes);
        response.dripBytes = 100000;
        response.dripPause = std::chrono::milliseconds(20);
        return response;
    });
    std::stop_source stop;
    StoreBench::Answer answer;
    const auto onProgress = [&](const InstallProgress& progress) {
        if (progress.done > 300000) stop.request_stop();
    };
    m_bench->store.installAsset(asset(), "b11669", stop.get_token(), onProgress, StoreBench::into(answer));
    QVERIFY(m_bench->wait([&] { return answer.has_value(); }));
    QVERIFY(!*answer && answer->error().is(orrery::Errc::Cancelled));
    QCOMPARE(kept().size(), std::size_t{1});
    const auto have = fs::file_size(kept()[0]);
    QVERIFY(have > 300000 && have < m_bytes.size());

    QVERIFY(m_bench->install(asset()));
    QCOMPARE(m_server->requests().back().header("range"), "bytes=" + std::to_string(have) + "-");
}

void TestRuntimesDownload::startsAgainWhereRangesAreUnknown() {
    std::atomic<int> requests = 0;
    m_server->route(path, [&](const fakes::FakeRequest&) {
        fakes::FakeResponse response{.body = m_bytes};
        if (++requests == 1) response.cutAfter = 500000;
        return response;
    });
    const auto report = m_bench->install(asset());
    QVERIFY2(report, report ? "" : describe(report.error()).c_str());
    QCOMPARE(requests.load(), 2);
}

void TestRuntimesDownload::anotherRange() {
    m_server->route(path, [this](const fakes::FakeRequest& request) {
        auto response = fakes::fileResponse(request, m_bytes);
        if (response.status == 206) {
            for (auto& [name, value] : response.headers)
                if (name == "Content-Range" || name == "content-range") value = "bytes 7-9/10";
        } else {
            response.cutAfter = 500000;
        }
        return response;
    });
    const auto report = m_bench->install(asset());
    QVERIFY(!report && report.error().is(runtimes::Errc::BadRelease));
}

void TestRuntimesDownload::givesUp() {
    m_server->route(path, [this](const fakes::FakeRequest& request) {
        auto response = fakes::fileResponse(request, m_bytes);
        response.cutAfter = 0;
        return response;
    });
    const auto report = m_bench->install(asset());
    QVERIFY(!report && report.error().is(net::Errc::BrokenOff));
    QVERIFY(m_server->count(path) < 20);
}

void TestRuntimesDownload::answers() {
    m_server->route(path, fakes::FakeResponse{.status = 404, .body = "no such thing"});
    const auto report = m_bench->install(asset());
    QVERIFY(!report && report.error().is(runtimes::Errc::BadRelease));
    QVERIFY(report.error().message.find("404") != std::string::npos);
}

void TestRuntimesDownload::offline() {
    m_bench->http.setOffline(true);
    ReleaseAsset far = asset();
    far.url = "https://releases.example.org/llama.tar.gz";
    const auto report = m_bench->install(far);
    QVERIFY(!report && report.error().is(net::Errc::Offline));
}

void TestRuntimesDownload::cancelIsPrompt() {
    m_server->route(path, fakes::FakeResponse{.neverAnswer = true});
    std::stop_source stop;
    StoreBench::Answer answer;
    m_bench->store.installAsset(asset(), "b11669", stop.get_token(), {}, StoreBench::into(answer));
    QVERIFY(m_bench->wait([&] { return m_server->count(path) == 1; }));
    const auto begin = std::chrono::steady_clock::now();
    stop.request_stop();
    QVERIFY(m_bench->wait([&] { return answer.has_value(); }));
    QVERIFY(!*answer && answer->error().is(orrery::Errc::Cancelled));
    QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

void TestRuntimesDownload::unencrypted() {
    ReleaseAsset far = asset();
    far.url = "http://releases.example.org/llama.tar.gz";
    const auto report = m_bench->install(far);
    QVERIFY(!report && report.error().is(orrery::Errc::InvalidArgument));
}

void TestRuntimesDownload::fullDisk() {
    fs::create_directories(at("runtimes"));
    if (::mount("none", at("runtimes").c_str(), "tmpfs", 0, "size=1m") != 0) QSKIP("no right to mount a small disk");
    const auto report = m_bench->install(asset());
    ::umount2(at("runtimes").c_str(), MNT_DETACH);
    QVERIFY(!report && report.error().is(platform::Errc::NoSpace));
    QVERIFY(report.error().message.find("disk is full") != std::string::npos);
}

void TestRuntimesDownload::asksForARelease() {
    m_server->route("/latest", fakes::FakeResponse{.body = R"({"tag_name": "b7", "assets": [{"name":
        "llama-b7-bin-ubuntu-x64.tar.gz", "browser_download_url": "https://example.org/a.tar.gz", "size": 9}]})"});
    std::optional<Result<Release>> answer;
    m_bench->store.askRelease(m_server->url("/latest"), {},
                              [&](Result<Release> release) { answer = std::move(release); });
    QVERIFY(m_bench->wait([&] { return answer.has_value(); }));
    QVERIFY(*answer);
    QCOMPARE((*answer)->build, std::uint64_t{7});
    QCOMPARE((*answer)->assets.size(), std::size_t{1});
}

void TestRuntimesDownload::releaseThatIsNone_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("body");
    QTest::newRow("404") << 404 << QStringLiteral("{\"message\": \"Not Found\"}");
    QTest::newRow("page") << 200 << QStringLiteral("<html>");
    QTest::newRow("empty") << 200 << QString();
}

void TestRuntimesDownload::releaseThatIsNone() {
    QFETCH(int, status);
    QFETCH(QString, body);
    m_server->route("/latest", fakes::FakeResponse{.status = status, .body = body.toStdString()});
    std::optional<Result<Release>> answer;
    m_bench->store.askRelease(m_server->url("/latest"), {},
                              [&](Result<Release> release) { answer = std::move(release); });
    QVERIFY(m_bench->wait([&] { return answer.has_value(); }));
    QVERIFY(!*answer && answer->error().is(runtimes::Errc::BadRelease));
}

QTEST_GUILESS_MAIN(TestRuntimesDownload)
#include "tst_runtimes_download.moc"
