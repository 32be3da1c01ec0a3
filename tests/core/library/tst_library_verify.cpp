// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "hub_cache.h"

#include <orrery/cache/store.h>
#include <orrery/library/manage.h>

using namespace orrery;
using namespace orrery::library;
using namespace orrery::test;

/// Verifying what is in the library, and mending it.
class LibraryVerifyTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_cache.emplace(); }

    void goodFilesPassByBothHashes() {
        m_cache->add("model.gguf", std::string(3'000'000, 'm'));
        m_cache->add("model.gguf", std::string(3'000'000, 'm'), HubCache::commitB);
        m_cache->add("config.json", "{}", HubCache::commitA, "models--acme--foo", false);
        std::uint64_t done = 0;
        std::uint64_t total = 0;
        const auto result = verify(m_cache->item(), {}, [&](std::uint64_t now, std::uint64_t all) {
            QVERIFY(now >= done);
            done = now;
            total = all;
        });
        QVERIFY(result);
        QCOMPARE(result->files, 2ULL); // the shared one once
        QCOMPARE(result->unverifiable, 0ULL);
        QVERIFY(result->findings.empty());
        QCOMPARE(total, 3'000'002ULL);
        QCOMPARE(done, total);
    }

    void damagedFilesAreFoundAndTheirRepairLetsThemBeFetchedAgain_data() {
        QTest::addColumn<bool>("large");
        QTest::newRow("sha256") << true;
        QTest::newRow("git") << false;
    }
    void damagedFilesAreFoundAndTheirRepairLetsThemBeFetchedAgain() {
        QFETCH(const bool, large);
        const fs::path blob = m_cache->add("a.bin", "12345", HubCache::commitA, "models--acme--foo", large);
        m_cache->add("a.bin", "12345", HubCache::commitB, "models--acme--foo", large);
        m_cache->add("good.bin", "good");
        writeFile(blob, "12346");
        const Item item = m_cache->item();
        const auto result = verify(item);
        QCOMPARE(result->findings.size(), 1ULL);
        QVERIFY(result->findings.front().kind == Finding::Kind::WrongContent);
        QCOMPARE(result->findings.front().path, blob);
        QCOMPARE(repair(item, result->findings).value(), 1);
        QVERIFY(!fs::exists(blob));
        const Item mended = m_cache->item();
        QVERIFY(mended.findings.empty());
        QCOMPARE(mended.revisions.front().files.size(), 1ULL);
        QVERIFY(pythonSees(m_cache->repo()));
    }

    void filesWithoutLinksAreVerifiedByTheListing() {
        writeListing("a.bin", "12345");
        writeFile(m_cache->repo() / "snapshots" / HubCache::commitA / "a.bin", "12345");
        writeFile(m_cache->repo() / "snapshots" / HubCache::commitA / "unknown.bin", "x");
        auto result = verify(m_cache->item());
        QCOMPARE(result->files, 2ULL);
        QCOMPARE(result->unverifiable, 1ULL);
        QVERIFY(result->findings.empty());
        writeFile(m_cache->repo() / "snapshots" / HubCache::commitA / "a.bin", "54321");
        const Item item = m_cache->item();
        result = verify(item);
        QCOMPARE(result->findings.size(), 1ULL);
        QCOMPARE(repair(item, result->findings).value(), 1);
        QVERIFY(!fs::exists(m_cache->repo() / "snapshots" / HubCache::commitA / "a.bin"));
    }

    void aLinkToOtherContentThanTheListingSaysIsFound() {
        writeListing("a.bin", "12345");
        m_cache->add("a.bin", "other");
        const Item item = m_cache->item();
        const auto result = verify(item);
        QCOMPARE(result->findings.size(), 1ULL);
        QVERIFY(result->findings.front().kind == Finding::Kind::WrongContent);
        QCOMPARE(repair(item, result->findings).value(), 1);
        QVERIFY(m_cache->item().revisions.front().files.empty());
    }

    void aFileThatVanishedIsAFinding() {
        m_cache->add("a.bin", "12345");
        const Item item = m_cache->item();
        fs::remove_all(m_cache->repo());
        const auto result = verify(item);
        QVERIFY(result);
        QVERIFY(hasFinding(result->findings, Finding::Kind::UnreadableEntry));
    }

    void aStopEndsIt() {
        m_cache->add("a.bin", std::string(50'000'000, 'x'));
        std::stop_source source;
        const auto result =
            verify(m_cache->item(), source.get_token(), [&](std::uint64_t, std::uint64_t) { source.request_stop(); });
        QVERIFY(!result);
        QVERIFY(result.error().is(orrery::Errc::Cancelled));
    }

    /// Each way to hide a repository from the Python tools is mended, and nothing is lost.
    void repairBringsTheRepositoryBack_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("ref with a newline") << 0;
        QTest::newRow("ref to a missing snapshot") << 1;
        QTest::newRow("no snapshots") << 2;
        QTest::newRow("refs is a file") << 3;
        QTest::newRow("a file in snapshots") << 4;
        QTest::newRow("a dangling link") << 5;
        QTest::newRow("a ref that is no commit") << 6;
        QTest::newRow("newline and missing snapshot") << 7;
    }
    void repairBringsTheRepositoryBack() {
        QFETCH(const int, how);
        if (how != 2) m_cache->add("a.txt", "a");
        if (how == 0) m_cache->ref("main", HubCache::commitA + "\n");
        if (how == 1) m_cache->ref("refs/pr/1", HubCache::commitB);
        if (how == 2) fs::create_directories(m_cache->repo() / "blobs");
        if (how == 3) writeFile(m_cache->repo() / "refs", "x");
        if (how == 4) writeFile(m_cache->repo() / "snapshots/notes.txt", "x");
        if (how == 5) fs::remove(m_cache->add("b.txt", "b"));
        if (how == 6) m_cache->ref("main", "rubbish");
        if (how == 7) m_cache->ref("main", HubCache::commitB + " \r\n");
        QVERIFY(!pythonSees(m_cache->repo()));
        const Item item = m_cache->item();
        const auto mended = repair(item, item.findings);
        QVERIFY(mended);
        QCOMPARE(*mended, static_cast<int>(item.findings.size()));
        QVERIFY(pythonSees(m_cache->repo()));
        QVERIFY(m_cache->item().findings.empty());
        if (how != 2) QVERIFY(fs::exists(m_cache->repo() / "snapshots" / HubCache::commitA / "a.txt"));
        if (how == 0) QCOMPARE(readFile(m_cache->repo() / "refs/main"), HubCache::commitA);
        if (how == 4) QCOMPARE(readFile(m_cache->repo() / "stray-notes.txt"), std::string("x"));
    }

    void findingsOfOtherPlacesAreLeftAlone() {
        m_cache->add("a.txt", "a");
        const fs::path outside = m_cache->base() / "outside.txt";
        writeFile(outside, "x");
        const std::vector<Finding> lying{
            {Finding::Kind::DanglingLink, "x", outside, true},
            {Finding::Kind::WrongContent, "x", m_cache->repo() / "../../outside.txt", true}};
        QCOMPARE(repair(m_cache->item(), lying).value(), 0);
        QVERIFY(fs::exists(outside));
    }

private:
    void writeListing(const std::string& name, const std::string& bytes) const {
        hub::TreeEntry entry;
        entry.path = name;
        entry.size = bytes.size();
        entry.gitOid = std::string(40, '0');
        entry.sha256 = platform::sha256(bytes);
        QVERIFY(cache::writeTree({m_cache->root(), {hub::RepoKind::Model, "acme/foo"}}, HubCache::commitA, {entry}));
    }

    std::optional<HubCache> m_cache;
};

QTEST_APPLESS_MAIN(LibraryVerifyTest)
#include "tst_library_verify.moc"
