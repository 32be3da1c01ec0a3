// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "byte_ranges.h"
#include "journal.h"
#include "rate_limiter.h"
#include "segment_map.h"
#include "speed.h"

#include <orrery/platform/temporary_directory.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

using namespace orrery;
using namespace orrery::download;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

platform::TemporaryDirectory newFolder() {
    auto made = platform::TemporaryDirectory::create();
    if (!made) qFatal("no folder for the test");
    return std::move(*made);
}

Record someRecord() {
    Record record;
    record.id = 1764200000000000;
    record.request.endpoint = {"Acme", "https://hub.acme.example"};
    record.request.repo = {hub::RepoKind::Dataset, "a/b"};
    record.request.revision = "refs/pr/3";
    record.request.include = {"*.gguf"};
    record.request.exclude = {"x/"};
    record.request.priority = -2;
    record.request.allowUnsafeFiles = true;
    record.paused = true;
    PlannedFile file;
    file.path = "\u00e9/a.gguf";
    file.etag = std::string(64, 'a');
    file.size = 1ULL << 40;
    file.pickle = true;
    file.scan = hub::ScanStatus::Caution;
    record.plan = Plan{std::string(40, 'b'), {file}, {"refused"}};
    return record;
}

} // namespace

class DownloadPartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rangesJoinAndSplit();
    void rangesAgreeWithASet();
    void rangesAreTakenInOrder();
    void mapSurvives();
    void mapIgnoresWhatACrashLeaves();
    void mapBelongsToItsFile();
    void recordComesBack();
    void refusesOtherJson_data();
    void refusesOtherJson();
    void journalKeepsOrder();
    void limitsTheRate();
    void measuresTheSpeed();
};

void DownloadPartsTest::rangesJoinAndSplit() {
    ByteRanges ranges;
    ranges.add({10, 20});
    ranges.add({30, 40});
    ranges.add({20, 30});
    QVERIFY((ranges.spans() == std::vector<Span>{{10, 40}}));
    ranges.remove({15, 35});
    QVERIFY((ranges.spans() == std::vector<Span>{{10, 15}, {35, 40}}));
    QCOMPARE(ranges.count(), std::uint64_t(10));
    QCOMPARE(ranges.reach(0), std::uint64_t(0));
    QCOMPARE(ranges.reach(10), std::uint64_t(15));
    QCOMPARE(ranges.reach(15), std::uint64_t(15));
    QVERIFY((ranges.gaps(50).spans() == std::vector<Span>{{0, 10}, {15, 35}, {40, 50}}));
    ranges.add({5, 5});
    QCOMPARE(ranges.count(), std::uint64_t(10));
}

void DownloadPartsTest::rangesAgreeWithASet() {
    std::minstd_rand random(7);
    ByteRanges ranges;
    std::vector<bool> set(64);
    for (int step = 0; step < 3000; ++step) {
        const std::uint64_t begin = random() % 64;
        const Span span{begin, begin + random() % (64 - begin + 1)};
        const bool adding = random() % 2 == 0;
        if (adding) {
            ranges.add(span);
        } else {
            ranges.remove(span);
        }
        for (std::uint64_t i = span.begin; i < span.end; ++i) set[i] = adding;
        ByteRanges expected;
        for (std::uint64_t i = 0; i < 64; ++i) {
            if (set[i]) expected.add({i, i + 1});
        }
        QVERIFY(ranges.spans() == expected.spans());
        QCOMPARE(ranges.count(), static_cast<std::uint64_t>(std::count(set.begin(), set.end(), true)));
    }
}

void DownloadPartsTest::rangesAreTakenInOrder() {
    ByteRanges ranges;
    ranges.add({0, 10});
    ranges.add({20, 25});
    QVERIFY(ranges.takeFirst(6) == (Span{0, 6}));
    QVERIFY(ranges.takeFirst(6) == (Span{6, 10}));
    ranges.add({2, 4}); // given back
    QVERIFY(ranges.takeFirst(6) == (Span{2, 4}));
    QVERIFY(ranges.takeFirst(6) == (Span{20, 25}));
    QVERIFY(!ranges.takeFirst(6));
}

void DownloadPartsTest::mapSurvives() {
    const auto folder = newFolder();
    const fs::path file = folder.path() / "m.map";
    {
        auto map = SegmentMap::open(file, 1000, 1000);
        QVERIFY(map);
        QCOMPARE(map->ranges().count(), std::uint64_t(0));
        QVERIFY(map->add({0, 100}));
        QVERIFY(map->add({500, 600}));
        QVERIFY(map->add({100, 200}));
    }
    const auto grown = fs::file_size(file);
    auto map = SegmentMap::open(file, 1000, 1000);
    QVERIFY((map->ranges().spans() == std::vector<Span>{{0, 200}, {500, 600}}));
    QVERIFY(fs::file_size(file) < grown); // touching pieces are one record now
    QVERIFY(map->add({200, 300}));
    QVERIFY((SegmentMap::read(file, 1000, 1000).spans() == std::vector<Span>{{0, 300}, {500, 600}}));
}

void DownloadPartsTest::mapIgnoresWhatACrashLeaves() {
    const auto folder = newFolder();
    const fs::path file = folder.path() / "m.map";
    {
        auto map = SegmentMap::open(file, 1000, 1000);
        QVERIFY(map->add({0, 100}));
        QVERIFY(map->add({200, 300}));
    }
    const std::string whole = read(file);
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        write(file, whole.substr(0, cut));
        QVERIFY(SegmentMap::read(file, 1000, 1000).count() < 200);
    }
    write(file, whole + std::string(24, '\0')); // a file system's zeros after a power cut
    QCOMPARE(SegmentMap::read(file, 1000, 1000).count(), std::uint64_t(200));
    std::string damaged = whole;
    damaged[whole.size() - 24] ^= 1;
    write(file, damaged);
    QVERIFY((SegmentMap::read(file, 1000, 1000).spans() == std::vector<Span>{{0, 100}}));
    write(file, whole);
    QVERIFY(
        (SegmentMap::read(file, 1000, 250).spans() == std::vector<Span>{{0, 100}})); // beyond the partial file's end
}

void DownloadPartsTest::mapBelongsToItsFile() {
    const auto folder = newFolder();
    const fs::path file = folder.path() / "m.map";
    { QVERIFY(SegmentMap::open(file, 1000, 1000)->add({0, 100})); }
    QCOMPARE(SegmentMap::read(file, 999, 1000).count(), std::uint64_t(0));
    write(file, "something else");
    QCOMPARE(SegmentMap::open(file, 1000, 1000)->ranges().count(), std::uint64_t(0));
    QVERIFY(!SegmentMap::open(folder.path() / "no/such/m.map", 1, 1));
}

void DownloadPartsTest::recordComesBack() {
    const Record record = someRecord();
    const auto back = recordFromJson(toJson(record));
    QVERIFY(back);
    QCOMPARE(back->id, record.id);
    QVERIFY(back->request.endpoint == record.request.endpoint);
    QVERIFY(back->request.repo == record.request.repo);
    QCOMPARE(back->request.revision, record.request.revision);
    QVERIFY(back->request.include == record.request.include);
    QVERIFY(back->request.exclude == record.request.exclude);
    QCOMPARE(back->request.priority, -2);
    QVERIFY(back->request.allowUnsafeFiles);
    QVERIFY(back->paused);
    QCOMPARE(back->plan->commit, record.plan->commit);
    QCOMPARE(back->plan->files.at(0).path, record.plan->files.at(0).path);
    QCOMPARE(back->plan->files.at(0).size, record.plan->files.at(0).size);
    QVERIFY(back->plan->files.at(0).scan == hub::ScanStatus::Caution);
    QVERIFY(back->plan->refused == record.plan->refused);
    Record unplanned = record;
    unplanned.plan.reset();
    QVERIFY(!recordFromJson(toJson(unplanned))->plan);
}

void DownloadPartsTest::refusesOtherJson_data() {
    QTest::addColumn<std::string>("text");
    QTest::newRow("empty") << std::string();
    QTest::newRow("list") << std::string("[]");
    QTest::newRow("object") << std::string("{}");
    QTest::newRow("deep") << std::string(100000, '[');
    const std::string good = toJson(someRecord());
    QTest::newRow("cut off") << good.substr(0, good.size() / 2);
    const auto changed = [&good](const std::string& from, const std::string& to) {
        std::string text = good;
        const auto at = text.find(from);
        if (at == std::string::npos) qFatal("no %s in the record", from.c_str());
        return text.replace(at, from.size(), to);
    };
    QTest::newRow("another format") << changed("\"format\": 1", "\"format\": 2");
    QTest::newRow("a repository that leads out") << changed("\"a/b\"", "\"../b\"");
    QTest::newRow("a path that leads out") << changed("\u00e9/a.gguf", "../../a.gguf");
    QTest::newRow("a hash that leads out") << changed(std::string(64, 'a'), "../x");
    QTest::newRow("a commit that leads out") << changed(std::string(40, 'b'), "../x");
    QTest::newRow("a size that is text") << changed("1099511627776", "\"big\"");
    QTest::newRow("no such kind") << changed("\"dataset\"", "\"kernel\"");
}

void DownloadPartsTest::refusesOtherJson() {
    QFETCH(std::string, text);
    QVERIFY(!recordFromJson(text));
}

void DownloadPartsTest::journalKeepsOrder() {
    const auto folder = newFolder();
    const Journal journal(folder.path() / "journal");
    QVERIFY(journal.load().empty());
    Record record = someRecord();
    for (const std::uint64_t id : {30, 4, 200}) {
        record.id = id;
        QVERIFY(journal.save(record));
    }
    write(folder.path() / "journal/broken.json", "{");
    auto records = journal.load();
    QCOMPARE(records.size(), std::size_t(3));
    QCOMPARE(records[0].id, std::uint64_t(4));
    QCOMPARE(records[2].id, std::uint64_t(200));
    QVERIFY(fs::exists(folder.path() / "journal/broken.json"));
    journal.remove(30);
    QCOMPARE(journal.load().size(), std::size_t(2));
}

void DownloadPartsTest::limitsTheRate() {
    RateLimiter limiter;
    auto now = RateLimiter::Clock::time_point() + 1h;
    QCOMPARE(limiter.take(1U << 30, now).count(), 0LL);
    limiter.setRate(1000);
    (void)limiter.take(1, now);
    std::uint64_t taken = 0;
    const auto start = now;
    while (now < start + 20s) { // whoever obeys gets the rate, whatever the pieces
        const std::uint64_t piece = 1 + taken % 700;
        now += limiter.take(piece, now) + 1us;
        taken += piece;
    }
    QVERIFY2(taken > 19000 && taken < 22000, std::to_string(taken).c_str());
    limiter.setRate(0);
    QCOMPARE(limiter.take(1U << 30, now).count(), 0LL);
}

void DownloadPartsTest::measuresTheSpeed() {
    Speed speed;
    auto now = Speed::Clock::time_point() + 1h;
    speed.tick(now);
    QVERIFY(!speed.secondsFor(1));
    for (int i = 0; i < 100; ++i) {
        speed.add(i % 2 == 0 ? 150 : 50);
        speed.tick(now += 100ms);
    }
    QVERIFY(qAbs(speed.bytesPerSecond() - 1000) < 50);
    QVERIFY(qAbs(speed.secondsFor(10000).value() - 10) < 0.5);
    for (int i = 0; i < 200; ++i) speed.tick(now += 100ms);
    QVERIFY(speed.bytesPerSecond() < 10); // what stands still says so
}

QTEST_GUILESS_MAIN(DownloadPartsTest)
#include "tst_download_parts.moc"
