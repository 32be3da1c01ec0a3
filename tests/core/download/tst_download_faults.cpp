// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "download_test.h"

#include <orrery/hub/errors.h>

#include <sys/mount.h>
#include <unistd.h>

#include <algorithm>

using namespace orrery::download; // not orrery itself: it has another Status
using namespace std::chrono_literals;
namespace cache = orrery::cache;
namespace download = orrery::download;
namespace fakes = orrery::fakes;
namespace fs = std::filesystem;
namespace hub = orrery::hub;

namespace {

constexpr std::uint64_t bigSize = 2'000'000;

/// One large file behind a misbehaving server.
struct BigFile : DownloadFixture {
    BigFile() { addRepo({{.path = "big.gguf", .size = bigSize}}); }

    Status fetch(fakes::Misbehaviour how) {
        hub.misbehave("/storage/*", std::move(how));
        return finish(add());
    }
};

std::string whyNot(const Status& status) {
    return status.problem ? orrery::describe(*status.problem) : std::string("no problem told");
}

/// A small disk of its own.
class SmallDisk {
public:
    explicit SmallDisk(const fs::path& where) : m_where(where) {
        fs::create_directories(where);
        m_mounted = ::mount("none", where.c_str(), "tmpfs", 0, "size=1m") == 0;
    }
    ~SmallDisk() {
        if (m_mounted) ::umount2(m_where.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool mounted() const { return m_mounted; }
    void enlarge() const { ::mount("none", m_where.c_str(), "tmpfs", MS_REMOUNT, "size=16m"); }

private:
    fs::path m_where;
    bool m_mounted = false;
};

} // namespace

class DownloadFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recovers_data();
    void recovers();
    void throwsWrongContentAway();
    void healsADamagedPart();
    void refusesAnotherLength_data();
    void refusesAnotherLength();
    void followsExpiringAddresses();
    void takesADirectlyServedFile();
    void givesUpOnAServerThatOnlyCutsOff();
    void asksForConsent();
    void tellsAGate();
    void remembersWhatIsMissing();
    void leavesUnsafeNamesOut();
    void followsNoPlantedLink_data();
    void followsNoPlantedLink();
    void checksTheSpaceFirst();
    void survivesAFullDisk();
};

void DownloadFaultsTest::recovers_data() {
    QTest::addColumn<int>("fault");
    QTest::newRow("cut off") << 0;
    QTest::newRow("stalls") << 1;
    QTest::newRow("429 in the middle") << 2;
    QTest::newRow("503 in the middle") << 3;
    QTest::newRow("no ranges") << 4;
    QTest::newRow("wrong range") << 5;
    QTest::newRow("no ranges and cut off") << 6;
}

void DownloadFaultsTest::recovers() {
    QFETCH(int, fault);
    const std::vector<fakes::Misbehaviour> faults{
        {.times = 3, .cutAfter = 100'000},
        {.times = 3, .stallAfter = 100'000},
        {.times = 2, .answer = fakes::tooManyRequests(1)},
        {.times = 4, .answer = fakes::serverError(503)},
        {.noRanges = true},
        {.wrongRange = true},
        {.times = 2, .cutAfter = 1'500'000, .noRanges = true},
    };
    BigFile test;
    const auto id = test.add();
    test.hub.misbehave("/storage/*", {.bytesPerSecond = 1'000'000});
    QVERIFY(test.wait([&] { return test.last(id) && test.last(id)->done > 200'000; }));
    const Status status = test.fetch(faults.at(static_cast<std::size_t>(fault)));
    QVERIFY2(status.state == State::Done, whyNot(status).c_str());
    QVERIFY(test.finish(id).state == State::Done);
    QVERIFY(test.isWhole("big.gguf"));
    QCOMPARE(test.hub.storageRequestsWithToken(), 0);
}

void DownloadFaultsTest::throwsWrongContentAway() {
    BigFile test;
    const Status status = test.fetch({.wrongBytes = true});
    QVERIFY(status.state == State::Failed);
    QVERIFY2(status.problem->is(download::Errc::WrongContent), whyNot(status).c_str());
    QVERIFY(status.problem->message.find("big.gguf") != std::string::npos);
    QCOMPARE(DownloadFixture::filesIn(test.paths().blobs()), 0);
    QVERIFY(!fs::exists(fs::symlink_status(test.fileOf("big.gguf"))));
    test.hub.behave();
    test.queue->resume(status.id);
    QVERIFY(test.wait([&] { return test.isIn(status.id, State::Done); }));
    QVERIFY(test.isWhole("big.gguf"));
}

void DownloadFaultsTest::healsADamagedPart() {
    BigFile test;
    test.hub.misbehave("/storage/*", {.bytesPerSecond = 400'000});
    const auto id = test.add();
    QVERIFY(test.wait([&] { return test.last(id) && test.last(id)->done > 300'000; }));
    test.queue.reset();
    test.heard.clear();
    {
        std::fstream partial(cache::partialPath(test.paths(), test.etagOf("big.gguf")),
                             std::ios::binary | std::ios::in | std::ios::out);
        QVERIFY(partial);
        partial.seekp(1000);
        partial << "damaged";
    }
    test.hub.behave();
    test.start();
    const Status status = test.finish(id);
    QVERIFY2(status.state == State::Done, whyNot(status).c_str());
    QVERIFY(test.isWhole("big.gguf"));
}

void DownloadFaultsTest::refusesAnotherLength_data() {
    QTest::addColumn<int>("error");
    QTest::newRow("shorter") << -1000;
    QTest::newRow("longer") << 1000;
}

void DownloadFaultsTest::refusesAnotherLength() {
    QFETCH(int, error);
    DownloadFixture test;
    test.addRepo({{.path = "small.gguf", .size = 50'000}});
    test.hub.misbehave("/storage/*", {.lengthError = error});
    const Status status = test.finish(test.add());
    QVERIFY(status.state == State::Failed);
    QVERIFY2(status.problem->is(download::Errc::WrongLength), whyNot(status).c_str());
    QVERIFY(!fs::exists(fs::symlink_status(test.fileOf("small.gguf"))));
}

void DownloadFaultsTest::followsExpiringAddresses() {
    BigFile test;
    test.hub.setSignedUrlUses(2);
    const auto id = test.add();
    test.hub.misbehave("/storage/*", {.bytesPerSecond = 2'000'000});
    QVERIFY(test.wait([&] { return test.last(id) && test.last(id)->done > 200'000; }));
    test.hub.expireSignedUrls();
    const Status status = test.finish(id);
    QVERIFY2(status.state == State::Done, whyNot(status).c_str());
    QVERIFY(test.isWhole("big.gguf"));
    QVERIFY(test.hub.count("*/resolve/*/big.gguf") > 1);
}

void DownloadFaultsTest::takesADirectlyServedFile() {
    DownloadFixture test;
    test.hub.setResolveCache(true);
    test.addRepo({{.path = "large.json", .size = bigSize, .lfs = false}});
    const Status status = test.finish(test.add());
    QVERIFY2(status.state == State::Done, whyNot(status).c_str());
    QVERIFY(test.isWhole("large.json"));
}

void DownloadFaultsTest::givesUpOnAServerThatOnlyCutsOff() {
    BigFile test;
    test.options.firstRetryDelay = 1ms;
    const Status status = test.fetch({.cutAfter = 0});
    QVERIFY(status.state == State::Failed);
    QVERIFY2(status.problem->is(orrery::net::Errc::BrokenOff), whyNot(status).c_str());
}

void DownloadFaultsTest::asksForConsent() {
    DownloadFixture test;
    test.addRepo({{.path = "good.gguf", .size = 1000},
                  {.path = "evil.bin", .size = 1000, .scan = {{"status", "unsafe"}}},
                  {.path = "odd.bin", .size = 1000, .scan = {{"status", "suspicious"}}}});
    const Status refused = test.finish(test.add());
    QVERIFY(refused.state == State::Failed);
    QVERIFY(refused.problem->is(download::Errc::UnsafeFile));
    QVERIFY(refused.problem->message.find("evil.bin") != std::string::npos);
    QCOMPARE(test.hub.bytesSent(), std::uint64_t(0));
    QVERIFY(test.finish(test.add({"good.gguf", "odd.bin"})).state == State::Done);
    Request consenting = test.request();
    consenting.allowUnsafeFiles = true;
    QVERIFY(test.finish(test.queue->add(consenting)).state == State::Done);
    QVERIFY(test.isWhole("evil.bin"));
}

void DownloadFaultsTest::tellsAGate() {
    BigFile test;
    test.hub.change(DownloadFixture::repoName, [](fakes::FakeRepo& repo) { repo.gated = "manual"; });
    const Status status = test.finish(test.add());
    QVERIFY(status.state == State::Failed);
    QVERIFY2(status.problem->is(hub::Errc::Gated), whyNot(status).c_str());
}

void DownloadFaultsTest::remembersWhatIsMissing() {
    BigFile test;
    test.hub.misbehave("*/resolve/*/big.gguf",
                       {.answer = fakes::FakeResponse{.status = 404, .headers = {{"X-Error-Code", "EntryNotFound"}}}});
    const Status status = test.finish(test.add());
    QVERIFY(status.state == State::Failed);
    QVERIFY2(status.problem->is(hub::Errc::EntryNotFound), whyNot(status).c_str());
    QVERIFY(test.wait([&] { return cache::findFile(test.paths(), "main", "big.gguf").knownAbsent; }));
}

void DownloadFaultsTest::leavesUnsafeNamesOut() {
    DownloadFixture test;
    test.addRepo({{.path = "../../../../evil", .bytes = "x"},
                  {.path = "a/NUL", .bytes = "x"},
                  {.path = "fine.txt", .bytes = "x"}});
    const Status status = test.finish(test.add());
    QVERIFY2(status.state == State::Done, whyNot(status).c_str());
    QVERIFY(status.problem->is(cache::Errc::UnsafeName));
    QVERIFY(test.isWhole("fine.txt"));
    QVERIFY(!fs::exists(test.folder.path() / "evil"));
    QCOMPARE(DownloadFixture::filesIn(test.paths().snapshot(status.commit)), 1);
}

void DownloadFaultsTest::followsNoPlantedLink_data() {
    QTest::addColumn<std::string>("where");
    for (const std::string where : {"blobs", "snapshots", "refs", "snapshots/COMMIT"})
        QTest::newRow(where.c_str()) << where;
}

void DownloadFaultsTest::followsNoPlantedLink() {
    QFETCH(std::string, where);
    BigFile test;
    if (const auto found = where.find("COMMIT"); found != std::string::npos)
        where.replace(found, 6, test.hub.commitId(DownloadFixture::repoName));
    const fs::path outside = test.folder.path() / "outside";
    const fs::path planted = test.paths().folder() / where;
    fs::create_directories(outside);
    fs::create_directories(planted.parent_path());
    fs::create_directory_symlink(outside, planted);
    const Status status = test.finish(test.add());
    QVERIFY(status.state == State::Failed);
    QVERIFY2(status.problem->is(cache::Errc::Damaged), whyNot(status).c_str());
    QVERIFY(fs::is_empty(outside));
}

void DownloadFaultsTest::checksTheSpaceFirst() {
    BigFile test;
    test.options.spareSpace = std::uint64_t(1) << 60U;
    const Status status = test.finish(test.add());
    QVERIFY(status.state == State::Failed);
    QVERIFY2(status.problem->is(download::Errc::NoSpace), whyNot(status).c_str());
    QCOMPARE(test.hub.bytesSent(), std::uint64_t(0));
}

void DownloadFaultsTest::survivesAFullDisk() {
    BigFile test;
    const SmallDisk disk(test.options.cache);
    if (!disk.mounted()) QSKIP("a small file system can only be mounted by root");
    Status status = test.finish(test.add());
    QVERIFY2(status.problem->is(download::Errc::NoSpace), whyNot(status).c_str()); // told before
    QCOMPARE(test.hub.bytesSent(), std::uint64_t(0));

    disk.enlarge();
    test.hub.misbehave("/storage/*", {.bytesPerSecond = 400'000});
    test.queue->resume(status.id);
    QVERIFY(test.wait([&] { return test.last(status.id)->done > 100'000; }));
    std::ofstream(test.options.cache / "filler", std::ios::binary) << std::string(15'500'000, 'x');
    test.hub.behave();
    QVERIFY(test.wait([&] { return test.isIn(status.id, State::Failed); })); // told while it fills up
    QVERIFY2(test.last(status.id)->problem->is(download::Errc::NoSpace), whyNot(*test.last(status.id)).c_str());
    QVERIFY(test.wait([&] { return test.last(status.id)->done > 100'000; }));

    fs::remove(test.options.cache / "filler");
    const auto sent = test.hub.bytesSent();
    test.queue->resume(status.id);
    QVERIFY(test.wait([&] { return test.isIn(status.id, State::Done); }));
    QVERIFY(test.isWhole("big.gguf"));
    QVERIFY(test.hub.bytesSent() - sent < bigSize); // what was here has been kept
}

QTEST_GUILESS_MAIN(DownloadFaultsTest)
#include "tst_download_faults.moc"
