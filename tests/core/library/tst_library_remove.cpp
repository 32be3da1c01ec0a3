// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "hub_cache.h"

#include <orrery/cache/store.h>
#include <orrery/library/manage.h>

using namespace orrery;
using namespace orrery::library;
using namespace orrery::test;

/// Deleting from the Hub cache.
class LibraryRemoveTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_cache.emplace();
        fill();
    }

    void aRevisionTakesOnlyWhatIsItsOwn() {
        const auto plan = planRemoval(m_cache->item(), {HubCache::commitA});
        QVERIFY(plan);
        QCOMPARE(plan->freed, 2ULL);
        QCOMPARE(plan->revisions, std::vector<std::string>{HubCache::commitA});
        QVERIFY(library::remove(*plan));
        const Item left = m_cache->item();
        QCOMPARE(left.revisions.size(), 1ULL);
        QCOMPARE(left.size, 1007ULL);
        QVERIFY(left.findings.empty());
        QVERIFY(pythonSees(m_cache->repo()));
        for (const char* gone : {"refs/refs", "refs/v1", ".no_exist", "trees/a.json"})
            QVERIFY2(!fs::exists(m_cache->repo() / gone), gone);
        QVERIFY(!fs::exists(m_cache->repo() / "trees" / (HubCache::commitA + ".json")));
        QVERIFY(fs::exists(m_cache->repo() / "refs/main"));
    }

    void theLastRevisionTakesTheRepository() {
        const auto plan = planRemoval(m_cache->item(), {HubCache::commitA, HubCache::commitB});
        QCOMPARE(plan->freed, 1009ULL);
        QVERIFY(library::remove(*plan));
        QVERIFY(!fs::exists(m_cache->repo()));
    }

    void aWholeRepositoryLeavesNothing() {
        writeFile(m_cache->repo() / "blobs" / (std::string(64, 'e') + ".incomplete"), std::string(100, 'p'));
        const Item item = m_cache->item();
        const auto plan = planRemoval(item);
        QCOMPARE(plan->freed, 1109ULL);
        QCOMPARE(plan->freed, item.size);
        QVERIFY(library::remove(*plan));
        QCOMPARE(listing(m_cache->root()), (std::vector<std::string>{".locks", "CACHEDIR.TAG = x"}));
    }

    /// Wherever a kill strikes, the Python tools read what is left.
    void everyBeginningOfAPlanLeavesAReadableCache_data() {
        QTest::addColumn<bool>("whole");
        QTest::addColumn<bool>("links");
        QTest::newRow("revision") << false << true;
        QTest::newRow("repository") << true << true;
        QTest::newRow("revision without links") << false << false;
        QTest::newRow("repository without links") << true << false;
    }
    void everyBeginningOfAPlanLeavesAReadableCache() {
        QFETCH(const bool, whole);
        QFETCH(const bool, links);
        const auto prepare = [&] {
            m_cache.emplace();
            fill(links);
            return planRemoval(m_cache->item(), whole ? std::vector<std::string>() : std::vector{HubCache::commitA})
                .value();
        };
        const std::size_t steps = prepare().paths.size();
        QVERIFY(steps > 5);
        for (std::size_t count = 0; count <= steps; ++count) {
            Removal plan = prepare();
            QCOMPARE(plan.paths.size(), steps);
            plan.paths.resize(count);
            QVERIFY(library::remove(plan));
            // Between the last two steps of a repository its empty folder is there, which holds nothing to see.
            const bool readable =
                pythonSees(m_cache->repo()) || !fs::exists(m_cache->repo()) || fs::is_empty(m_cache->repo());
            QVERIFY2(readable, std::to_string(count).c_str());
            (void)m_cache->scan();
        }
    }

    void aSecondTryEndsWhatAKillBegan() {
        Removal plan = planRemoval(m_cache->item()).value();
        plan.paths.resize(plan.paths.size() / 2);
        QVERIFY(library::remove(plan));
        QVERIFY(library::remove(planRemoval(m_cache->item()).value()));
        QVERIFY(!fs::exists(m_cache->repo()));
    }

    void partialsGoAlone() {
        const fs::path partial = m_cache->repo() / "blobs" / (std::string(64, 'e') + ".downloadInProgress");
        writeFile(partial, std::string(100, 'p'));
        const Removal plan = planPartialRemoval(m_cache->item());
        QCOMPARE(plan.freed, 100ULL);
        QCOMPARE(plan.paths, std::vector<fs::path>{partial});
        QVERIFY(library::remove(plan));
        QCOMPARE(m_cache->item().size, 1009ULL);
    }

    void aDownloadInProgressForbidsIt() {
        const std::string etag(64, 'e');
        writeFile(m_cache->repo() / "blobs" / (etag + ".01234567.incomplete"), "p");
        const std::vector<std::string> before = listing(m_cache->repo());
        {
            const cache::RepoPaths paths{m_cache->root(), {hub::RepoKind::Model, "acme/foo"}};
            const auto lock = cache::BlobLock::tryAcquire(paths, etag);
            QVERIFY(lock);
            const Status removed = library::remove(planRemoval(m_cache->item()).value());
            QVERIFY(!removed);
            QVERIFY(removed.error().is(cache::Errc::Locked));
            QCOMPARE(listing(m_cache->repo()), before);
        }
        QVERIFY(library::remove(planRemoval(m_cache->item()).value()));
        QVERIFY(!fs::exists(m_cache->repo()));
    }

    void linksOutOfTheCacheLoseOnlyTheLink() {
        const fs::path outside = m_cache->base() / "outside";
        writeFile(outside / "big.gguf", std::string(500, 'o'));
        fs::create_symlink(outside / "big.gguf", m_cache->repo() / "snapshots" / HubCache::commitA / "big.gguf");
        fs::create_symlink(outside, m_cache->repo() / "snapshots" / HubCache::commitA / "folder");
        fs::create_symlink(outside, m_cache->repo() / "elsewhere");
        const auto plan = planRemoval(m_cache->item());
        QCOMPARE(plan->freed, 1009ULL);
        QVERIFY(library::remove(*plan));
        QVERIFY(!fs::exists(m_cache->repo()));
        QCOMPARE(listing(outside).size(), 1ULL);
    }

    void aLayoutOfLinksIsNotTouched() {
        const fs::path outside = m_cache->base() / "outside";
        fs::rename(m_cache->repo() / "blobs", outside);
        fs::create_symlink(outside, m_cache->repo() / "blobs");
        const Item item = m_cache->item();
        QVERIFY(!item.writable);
        QVERIFY(!planRemoval(item));
        QVERIFY(planPartialRemoval(item).paths.empty());
        QVERIFY(!repair(item, {}));
    }

    void whatAppearedMeanwhileStays() {
        const Removal plan = planRemoval(m_cache->item()).value();
        m_cache->add("new.txt", "new", HubCache::commitB);
        QVERIFY(library::remove(plan));
        QVERIFY(fs::exists(m_cache->repo() / "snapshots" / HubCache::commitB / "new.txt"));
        QVERIFY(pythonSees(m_cache->repo()));
    }

    void hardLinksElsewhereKeepTheBytes() {
        fs::create_hard_link(m_big, m_cache->base() / "copy");
        QCOMPARE(planRemoval(m_cache->item())->freed, 9ULL);
    }

    void theSharedStoreGivesBytesBackWithTheLastRepository() {
        m_cache->addShared("w.safetensors", std::string(500, 's'), "models--acme--one");
        const fs::path payload = m_cache->addShared("w.safetensors", std::string(500, 's'), "models--acme--two");
        const auto first = planRemoval(m_cache->item("acme/one"));
        QCOMPARE(first->freed, 0ULL);
        QVERIFY(library::remove(*first));
        QVERIFY(fs::exists(payload));
        const auto second = planRemoval(m_cache->item("acme/two"));
        QCOMPARE(second->freed, 500ULL);
        QVERIFY(library::remove(*second));
        QVERIFY(!fs::exists(payload));
        QVERIFY(!fs::exists(payload.string() + ".refs"));
    }

    void unknownRevisionsAreRefused() {
        const auto plan = planRemoval(m_cache->item(), {std::string(40, 'c')});
        QVERIFY(!plan);
        QVERIFY(plan.error().is(orrery::Errc::NotFound));
    }

    void aStopEndsIt() {
        std::stop_source source;
        source.request_stop();
        const Status removed = library::remove(planRemoval(m_cache->item()).value(), source.get_token());
        QVERIFY(removed.error().is(orrery::Errc::Cancelled));
        QVERIFY(fs::exists(m_cache->repo() / "refs/main"));
    }

private:
    void fill(bool links = true) {
        const std::string big(1000, 'm');
        if (links) {
            m_big = m_cache->add("sub/model.safetensors", big);
            m_cache->add("sub/model.safetensors", big, HubCache::commitB);
            m_cache->add("a.json", "{}", HubCache::commitA, "models--acme--foo", false);
            m_cache->add("a.json", "{\"b\":1}", HubCache::commitB, "models--acme--foo", false);
        } else {
            for (const std::string& commit : {HubCache::commitA, HubCache::commitB})
                writeFile(m_cache->repo() / "snapshots" / commit / "sub/model.safetensors", big);
            fs::create_directories(m_cache->repo() / "blobs");
        }
        m_cache->ref("main", HubCache::commitB);
        m_cache->ref("v1", HubCache::commitA);
        m_cache->ref("refs/pr/3", HubCache::commitA);
        writeFile(m_cache->repo() / ".no_exist" / HubCache::commitA / "x/y.json", "");
        writeFile(m_cache->repo() / "trees" / (HubCache::commitA + ".json"), "{}");
        writeFile(m_cache->repo() / "trees" / (HubCache::commitB + ".json"), "{}");
        writeFile(m_cache->root() / ".locks/models--acme--foo" / (platform::sha256(big) + ".lock"), "");
        writeFile(m_cache->root() / "CACHEDIR.TAG", "x");
    }

    std::optional<HubCache> m_cache;
    fs::path m_big;
};

QTEST_APPLESS_MAIN(LibraryRemoveTest)
#include "tst_library_remove.moc"
