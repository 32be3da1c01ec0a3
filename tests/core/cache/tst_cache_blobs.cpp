// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "cache_test.h"

#include <orrery/cache/store.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace orrery;
namespace fs = std::filesystem;

namespace {

/// A second program that holds a lock until it is told to leave.
class OtherProgram {
public:
    explicit OtherProgram(const fs::path& lock) {
        int ready[2];
        int leave[2];
        if (::pipe(ready) != 0 || ::pipe(leave) != 0) qFatal("pipe");
        m_child = ::fork();
        if (m_child == 0) {
            ::close(leave[1]);
            const int fd = ::open(lock.c_str(), O_RDWR | O_CREAT, 0664);
            char answer = ::flock(fd, LOCK_EX | LOCK_NB) == 0 ? 'y' : 'n';
            (void)!::write(ready[1], &answer, 1);
            (void)!::read(leave[0], &answer, 1);
            ::_exit(0);
        }
        ::close(leave[0]);
        m_leave = leave[1];
        char answer = 0;
        (void)!::read(ready[0], &answer, 1);
        m_holds = answer == 'y';
        ::close(ready[0]);
        ::close(ready[1]);
    }
    ~OtherProgram() { leave(); }
    OtherProgram(const OtherProgram&) = delete;
    OtherProgram& operator=(const OtherProgram&) = delete;

    [[nodiscard]] bool holds() const { return m_holds; }

    void leave() {
        if (m_child < 0) return;
        ::close(m_leave);
        ::waitpid(m_child, nullptr, 0);
        m_child = -1;
    }

private:
    pid_t m_child = -1;
    int m_leave = -1;
    bool m_holds = false;
};

fs::path partialWith(const CacheFixture& cache, const std::string& bytes) {
    if (!cache::prepare(cache.paths)) qFatal("prepare");
    const fs::path partial = cache::partialPath(cache.paths, cache.etag);
    CacheFixture::write(partial, bytes);
    return partial;
}

} // namespace

class CacheBlobsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void preparesTheFolders();
    void namesPartials();
    void publishes();
    void publishesOverWhatIsThere();
    void linksWhatIsThere();
    void refusesToLinkNothing();
    void worksWithoutLinks();
    void copiesWithoutLinks();
    void refusesUnsafeNames();
    void followsNoPlantedLink_data();
    void followsNoPlantedLink();
    void opensNoPlantedPartial();
    void acceptsALinkedRepository();
    void locks();
    void locksAgainstOthers();
    void survivesARemovedLock();
};

void CacheBlobsTest::preparesTheFolders() {
    const CacheFixture cache;
    QVERIFY(cache::prepare(cache.paths));
    QVERIFY(CacheFixture::read(cache.paths.root / "CACHEDIR.TAG")
                .starts_with("Signature: 8a477f597d28d172789f06886806bc55\n"));
    QVERIFY(fs::is_directory(cache.paths.blobs()));
    QVERIFY(fs::is_directory(cache.paths.snapshots()));
    QVERIFY(!fs::exists(cache.paths.refs()));
    CacheFixture::write(cache.paths.root / "CACHEDIR.TAG", "theirs");
    QVERIFY(cache::prepare(cache.paths));
    QCOMPARE(CacheFixture::read(cache.paths.root / "CACHEDIR.TAG"), std::string("theirs"));
}

void CacheBlobsTest::namesPartials() {
    const CacheFixture cache;
    const std::string name = cache::partialPath(cache.paths, cache.etag).filename().string();
    QVERIFY(name.starts_with(cache.etag + "."));
    QVERIFY(name.ends_with(".incomplete"));
    QCOMPARE(name.size(), cache.etag.size() + 1 + 8 + 11);
    QCOMPARE(cache::partialPath(cache.paths, cache.etag).filename().string(), name);
}

void CacheBlobsTest::publishes() {
    const CacheFixture cache;
    const ::mode_t mask = ::umask(0022);
    (void)cache::prepare(cache.paths);
    auto file = cache::openPartial(cache.paths, cache.etag);
    QVERIFY(file);
    QCOMPARE(::pwrite(file->get(), "abc", 3, 0), ssize_t(3));
    const fs::path partial = cache::partialPath(cache.paths, cache.etag);
    const auto published = cache::publish(cache.paths, cache.etag, partial, cache.commit, "sub/deep/a.gguf");
    ::umask(mask);
    QVERIFY(published);
    QVERIFY(!fs::exists(partial));
    QVERIFY(fs::is_symlink(*published));
    QCOMPARE(fs::read_symlink(*published).string(), "../../../../blobs/" + cache.etag);
    QCOMPARE(CacheFixture::read(*published), std::string("abc"));
    QVERIFY(cache::findFile(cache.paths, cache.commit, "sub/deep/a.gguf").file);
    QCOMPARE(static_cast<int>(fs::status(*published).permissions()), 0644);
    const auto top = cache::link(cache.paths, cache.etag, cache.commit, "b.gguf");
    QCOMPARE(fs::read_symlink(*top).string(), "../../blobs/" + cache.etag);
}

void CacheBlobsTest::publishesOverWhatIsThere() {
    const CacheFixture cache;
    QVERIFY(cache::publish(cache.paths, cache.etag, partialWith(cache, "abc"), cache.commit, "a"));
    QVERIFY(cache::publish(cache.paths, cache.etag, partialWith(cache, "abc"), cache.commit, "a"));
    QCOMPARE(CacheFixture::read(cache.paths.snapshot(cache.commit) / "a"), std::string("abc"));
    // A pointer that leads nowhere, or elsewhere, is put right.
    fs::remove(cache.paths.snapshot(cache.commit) / "a");
    fs::create_symlink("../../blobs/gone", cache.paths.snapshot(cache.commit) / "a");
    QVERIFY(cache::link(cache.paths, cache.etag, cache.commit, "a"));
    QCOMPARE(CacheFixture::read(cache.paths.snapshot(cache.commit) / "a"), std::string("abc"));
}

void CacheBlobsTest::linksWhatIsThere() {
    const CacheFixture cache;
    QVERIFY(cache::prepare(cache.paths));
    CacheFixture::write(cache.paths.blob(cache.etag), "abc");
    fs::permissions(cache.paths.blob(cache.etag), fs::perms::owner_read);
    const auto linked = cache::link(cache.paths, cache.etag, cache.commit, "a");
    QVERIFY(linked);
    QCOMPARE(CacheFixture::read(*linked), std::string("abc"));
}

void CacheBlobsTest::refusesToLinkNothing() {
    const CacheFixture cache;
    QVERIFY(cache::link(cache.paths, cache.etag, cache.commit, "a").error().is(cache::Errc::Damaged));
    QVERIFY(!fs::exists(
        fs::symlink_status(cache.paths.snapshot(cache.commit) / "a"))); // a dangling one hides the repository
}

void CacheBlobsTest::worksWithoutLinks() {
    CacheFixture cache;
    cache.paths.links = false;
    const auto published = cache::publish(cache.paths, cache.etag, partialWith(cache, "abc"), cache.commit, "s/a");
    QVERIFY(published);
    QVERIFY(!fs::is_symlink(*published));
    QCOMPARE(CacheFixture::read(*published), std::string("abc"));
    QVERIFY(fs::is_empty(cache.paths.blobs())); // moved, as the Python tools do
}

void CacheBlobsTest::copiesWithoutLinks() {
    CacheFixture cache;
    cache.paths.links = false;
    QVERIFY(cache::prepare(cache.paths));
    CacheFixture::write(cache.paths.blob(cache.etag), std::string(3U << 20, 'x'));
    const auto linked = cache::link(cache.paths, cache.etag, cache.commit, "a");
    QVERIFY(linked);
    QVERIFY(!fs::is_symlink(*linked));
    QCOMPARE(CacheFixture::read(*linked), std::string(3U << 20, 'x'));
    QVERIFY(fs::exists(cache.paths.blob(cache.etag)));
    QCOMPARE(std::distance(fs::directory_iterator(cache.paths.blobs()), fs::directory_iterator()), std::ptrdiff_t(1));
}

void CacheBlobsTest::refusesUnsafeNames() {
    const CacheFixture cache;
    const fs::path partial = partialWith(cache, "abc");
    QVERIFY(cache::publish(cache.paths, "../x", partial, cache.commit, "a").error().is(cache::Errc::UnsafeName));
    QVERIFY(cache::publish(cache.paths, cache.etag, partial, "../..", "a").error().is(cache::Errc::UnsafeName));
    QVERIFY(cache::publish(cache.paths, cache.etag, partial, cache.commit, "../a").error().is(cache::Errc::UnsafeName));
    QVERIFY(cache::openPartial(cache.paths, "../../x").error().is(cache::Errc::UnsafeName));
    QVERIFY(cache::BlobLock::tryAcquire(cache.paths, "../x").error().is(cache::Errc::UnsafeName));
    QCOMPARE(CacheFixture::read(partial), std::string("abc"));
}

void CacheBlobsTest::followsNoPlantedLink_data() {
    QTest::addColumn<std::string>("where");
    const CacheFixture cache;
    for (const std::string where : {"blobs", "snapshots", "snapshots/COMMIT", "snapshots/COMMIT/sub"})
        QTest::newRow(where.c_str()) << where;
}

void CacheBlobsTest::followsNoPlantedLink() {
    QFETCH(std::string, where);
    const CacheFixture cache;
    if (const auto found = where.find("COMMIT"); found != std::string::npos) where.replace(found, 6, cache.commit);
    const fs::path partial = cache.folder.path() / "whole";
    CacheFixture::write(partial, "abc");
    fs::create_directories(cache.outside());
    const fs::path planted = cache.paths.folder() / where;
    fs::create_directories(planted.parent_path());
    fs::create_directory_symlink(cache.outside(), planted);
    const auto published = cache::publish(cache.paths, cache.etag, partial, cache.commit, "sub/a");
    QVERIFY(published.error().is(cache::Errc::Damaged));
    QVERIFY(fs::is_empty(cache.outside()));
    QCOMPARE(CacheFixture::read(partial), std::string("abc"));
}

void CacheBlobsTest::opensNoPlantedPartial() {
    const CacheFixture cache;
    QVERIFY(cache::prepare(cache.paths));
    CacheFixture::write(cache.outside(), "mine");
    fs::create_symlink(cache.outside(), cache::partialPath(cache.paths, cache.etag));
    QVERIFY(cache::openPartial(cache.paths, cache.etag).error().is(cache::Errc::Damaged));
    fs::remove(cache::partialPath(cache.paths, cache.etag));
    QCOMPARE(::mkfifo(cache::partialPath(cache.paths, cache.etag).c_str(), 0600), 0);
    QVERIFY(cache::openPartial(cache.paths, cache.etag).error().is(cache::Errc::Damaged));
    // Nor does one in the place of a whole file: it is replaced, not written through.
    fs::create_symlink(cache.outside(), cache.paths.blob(cache.etag));
    QVERIFY(cache::link(cache.paths, cache.etag, cache.commit, "a").error().is(cache::Errc::Damaged));
    const fs::path whole = cache.folder.path() / "whole";
    CacheFixture::write(whole, "abc");
    QVERIFY(cache::publish(cache.paths, cache.etag, whole, cache.commit, "a"));
    QCOMPARE(CacheFixture::read(cache.outside()), std::string("mine"));
    QCOMPARE(CacheFixture::read(cache.paths.blob(cache.etag)), std::string("abc"));
}

void CacheBlobsTest::acceptsALinkedRepository() {
    const CacheFixture cache;
    const fs::path elsewhere = cache.folder.path() / "other-disk";
    fs::create_directories(elsewhere);
    fs::create_directories(cache.paths.root);
    fs::create_directory_symlink(elsewhere, cache.paths.folder());
    QVERIFY(cache::publish(cache.paths, cache.etag, partialWith(cache, "abc"), cache.commit, "a"));
    QCOMPARE(CacheFixture::read(elsewhere / "blobs" / cache.etag), std::string("abc"));
}

void CacheBlobsTest::locks() {
    const CacheFixture cache;
    {
        const auto lock = cache::BlobLock::tryAcquire(cache.paths, cache.etag);
        QVERIFY(lock);
        QVERIFY(fs::is_regular_file(cache.paths.lock(cache.etag)));
        QVERIFY(cache::BlobLock::tryAcquire(cache.paths, cache.etag).error().is(cache::Errc::Locked));
        QVERIFY(cache::BlobLock::tryAcquire(cache.paths, "another"));
    }
    QVERIFY(cache::BlobLock::tryAcquire(cache.paths, cache.etag));
}

void CacheBlobsTest::locksAgainstOthers() {
    const CacheFixture cache;
    {
        const auto mine = cache::BlobLock::tryAcquire(cache.paths, cache.etag);
        QVERIFY(mine);
        QVERIFY(!OtherProgram(cache.paths.lock(cache.etag)).holds());
    }
    OtherProgram other(cache.paths.lock(cache.etag));
    QVERIFY(other.holds());
    QVERIFY(cache::BlobLock::tryAcquire(cache.paths, cache.etag).error().is(cache::Errc::Locked));
    other.leave();
    QVERIFY(cache::BlobLock::tryAcquire(cache.paths, cache.etag));
}

void CacheBlobsTest::survivesARemovedLock() {
    const CacheFixture cache;
    { QVERIFY(cache::BlobLock::tryAcquire(cache.paths, cache.etag)); }
    fs::remove(cache.paths.lock(cache.etag)); // as other programs do when they let go
    const auto lock = cache::BlobLock::tryAcquire(cache.paths, cache.etag);
    QVERIFY(lock);
    QVERIFY(!OtherProgram(cache.paths.lock(cache.etag)).holds());
}

QTEST_GUILESS_MAIN(CacheBlobsTest)
#include "tst_cache_blobs.moc"
