// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "cache_test.h"

#include <orrery/cache/store.h>

#include <atomic>
#include <thread>

using namespace orrery;
namespace fs = std::filesystem;

class CacheRevisionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesARefAfterItsSnapshot();
    void writesNestedRefs();
    void aCommitNeedsNoRef();
    void leavesAnUnchangedRef();
    void replacesARefWhole();
    void refusesOutsideNames();
    void followsNoLink();
    void readsWhatOthersWrote();
    void findsFiles();
    void knowsWhatIsAbsent();
};

void CacheRevisionsTest::writesARefAfterItsSnapshot() {
    const CacheFixture cache;
    QVERIFY(cache::writeRef(cache.paths, "main", cache.commit));
    QVERIFY(fs::is_directory(cache.paths.snapshot(cache.commit)));
    QCOMPARE(CacheFixture::read(cache.paths.ref("main")),
             cache.commit); // a newline would hide it from the Python tools
    QCOMPARE(cache::resolveRevision(cache.paths, "main").value(), cache.commit);
}

void CacheRevisionsTest::writesNestedRefs() {
    const CacheFixture cache;
    QVERIFY(cache::writeRef(cache.paths, "refs/pr/3", cache.commit));
    QCOMPARE(CacheFixture::read(cache.paths.folder() / "refs/refs/pr/3"), cache.commit);
}

void CacheRevisionsTest::aCommitNeedsNoRef() {
    const CacheFixture cache;
    QVERIFY(cache::writeRef(cache.paths, cache.commit, cache.commit));
    QVERIFY(!fs::exists(cache.paths.folder()));
    QCOMPARE(cache::resolveRevision(cache.paths, cache.commit).value(), cache.commit);
    QVERIFY(!cache::resolveRevision(cache.paths, "main"));
}

void CacheRevisionsTest::leavesAnUnchangedRef() {
    const CacheFixture cache;
    QVERIFY(cache::writeRef(cache.paths, "main", cache.commit));
    const auto before = fs::last_write_time(cache.paths.ref("main"));
    fs::last_write_time(cache.paths.ref("main"), before - std::chrono::hours(1));
    QVERIFY(cache::writeRef(cache.paths, "main", cache.commit));
    QVERIFY(fs::last_write_time(cache.paths.ref("main")) == before - std::chrono::hours(1));
}

void CacheRevisionsTest::replacesARefWhole() {
    const CacheFixture cache;
    const std::string other(40, 'c');
    QVERIFY(cache::writeRef(cache.paths, "main", cache.commit));
    std::atomic<bool> done = false;
    std::atomic<int> wrong = 0;
    std::thread reader([&] {
        while (!done) {
            const auto seen = cache::resolveRevision(cache.paths, "main");
            if (!seen || !fs::is_directory(cache.paths.snapshot(*seen))) ++wrong;
        }
    });
    for (int i = 0; i < 50; ++i) QVERIFY(cache::writeRef(cache.paths, "main", i % 2 == 0 ? other : cache.commit));
    done = true;
    reader.join();
    QCOMPARE(wrong.load(), 0);
    const auto files = std::distance(fs::directory_iterator(cache.paths.refs()), fs::directory_iterator());
    QCOMPARE(files, std::ptrdiff_t(1)); // nothing temporary stays: it would be read as one more ref
}

void CacheRevisionsTest::refusesOutsideNames() {
    const CacheFixture cache;
    QVERIFY(cache::writeRef(cache.paths, "../../x", cache.commit).error().is(cache::Errc::UnsafeName));
    QVERIFY(cache::writeRef(cache.paths, "main", "../../x").error().is(cache::Errc::UnsafeName));
    QVERIFY(cache::writeNoExist(cache.paths, cache.commit, "../x").error().is(cache::Errc::UnsafeName));
    QVERIFY(!cache::resolveRevision(cache.paths, "../../../etc/hostname"));
    QVERIFY(!fs::exists(cache.paths.root));
}

void CacheRevisionsTest::followsNoLink() {
    const CacheFixture cache;
    fs::create_directories(cache.outside());
    fs::create_directories(cache.paths.folder());
    fs::create_directory_symlink(cache.outside(), cache.paths.refs());
    const Status written = cache::writeRef(cache.paths, "main", cache.commit);
    QVERIFY(written.error().is(cache::Errc::Damaged));
    fs::remove(cache.paths.refs());
    CacheFixture::write(cache.outside() / "secret", "mine");
    fs::create_directories(cache.paths.refs());
    fs::create_symlink(cache.outside() / "secret", cache.paths.ref("main"));
    QVERIFY(cache::writeRef(cache.paths, "main", cache.commit));
    QCOMPARE(CacheFixture::read(cache.outside() / "secret"), std::string("mine"));
    QVERIFY(!fs::is_symlink(cache.paths.ref("main")));
    fs::create_directory_symlink(cache.outside(), cache.paths.folder() / ".no_exist");
    QVERIFY(cache::writeNoExist(cache.paths, cache.commit, "x").error().is(cache::Errc::Damaged));
    QVERIFY(!fs::exists(cache.outside() / cache.commit));
}

void CacheRevisionsTest::readsWhatOthersWrote() {
    const CacheFixture cache;
    CacheFixture::write(cache.paths.ref("main"), cache.commit + "\n");
    QCOMPARE(cache::resolveRevision(cache.paths, "main").value(), cache.commit);
    CacheFixture::write(cache.paths.ref("main"), "");
    QVERIFY(!cache::resolveRevision(cache.paths, "main"));
    CacheFixture::write(cache.paths.ref("main"), std::string(100000, 'a'));
    QVERIFY(!cache::resolveRevision(cache.paths, "main"));
}

void CacheRevisionsTest::findsFiles() {
    const CacheFixture cache;
    QVERIFY(!cache::findFile(cache.paths, "main", "a.txt").file);
    CacheFixture::write(cache.paths.snapshot(cache.commit) / "sub/a.txt", "a"); // as written without links
    QVERIFY(cache::writeRef(cache.paths, "main", cache.commit));
    const auto found = cache::findFile(cache.paths, "main", "sub/a.txt");
    QCOMPARE(found.file.value().string(), (cache.paths.snapshot(cache.commit) / "sub/a.txt").string());
    QCOMPARE(found.commit, cache.commit);
    QVERIFY(!cache::findFile(cache.paths, "main", "sub").file);
    QVERIFY(!cache::findFile(cache.paths, "main", "../../refs/main").file);
    QVERIFY(!cache::findFile(cache.paths, "main", "b.txt").knownAbsent);
}

void CacheRevisionsTest::knowsWhatIsAbsent() {
    const CacheFixture cache;
    QVERIFY(cache::writeNoExist(cache.paths, cache.commit, "sub/b.json"));
    QVERIFY(cache::writeNoExist(cache.paths, cache.commit, "sub/b.json"));
    QCOMPARE(fs::file_size(cache.paths.folder() / ".no_exist" / cache.commit / "sub/b.json"), std::uintmax_t(0));
    const auto found = cache::findFile(cache.paths, cache.commit, "sub/b.json");
    QVERIFY(!found.file);
    QVERIFY(found.knownAbsent);
}

QTEST_GUILESS_MAIN(CacheRevisionsTest)
#include "tst_cache_revisions.moc"
