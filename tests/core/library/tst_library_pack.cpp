// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "hub_cache.h"

#include <orrery/cache/store.h>
#include <orrery/library/pack.h>
#include <orrery/platform/errc.h>

using namespace orrery;
using namespace orrery::library;
using namespace orrery::test;

/// Packs that carry models from one machine to another.
class LibraryPackTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_here.emplace();
        m_there.emplace();
        m_here->add("model.safetensors", std::string(3'000'000, 'm'));
        m_here->add("sub/deep/model.safetensors", std::string(3'000'000, 'm'));
        m_here->add("README.md", "---\nlicense: mit\n---\n", HubCache::commitA, "models--acme--foo", false);
        m_here->add("LICENSE", "MIT", HubCache::commitA, "models--acme--foo", false);
        m_here->add("empty.txt", "", HubCache::commitA, "models--acme--foo", false);
        m_here->add("na\u00efve \u6a21\u578b.txt", "name", HubCache::commitA, "models--acme--foo", false);
        m_here->add("model.safetensors", std::string(3'000'000, 'm'), HubCache::commitB);
        m_here->add("README.md", "---\nlicense: mit\n---\n", HubCache::commitB, "models--acme--foo", false);
        m_here->add("rows.parquet", "rows", HubCache::commitA, "datasets--acme--rows");
        m_here->ref("main", HubCache::commitB);
        m_here->ref("refs/pr/1", HubCache::commitA);
        m_here->ref("main", HubCache::commitA, "datasets--acme--rows");
    }

    void whatIsPackedIsUnpackedElsewhere_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("folder") << "pack";
        QTest::newRow("tar") << "pack.tar";
        QTest::newRow("zstd") << "pack.tar.zst";
    }
    void whatIsPackedIsUnpackedElsewhere() {
        QFETCH(const QString, name);
        const fs::path target = m_here->base() / name.toStdString();
        std::uint64_t done = 0;
        std::uint64_t total = 0;
        const auto progress = [&](std::uint64_t now, std::uint64_t all) {
            done = now;
            total = all;
        };
        const auto packed = pack(m_here->scan().items, target, {}, progress);
        QVERIFY2(packed, packed ? "" : describe(packed.error()).c_str());
        QCOMPARE(packed->entries.size(), 3ULL);
        QCOMPARE(packed->entries.front().licence, std::string("mit"));
        QVERIFY(total >= 3'000'000 && total < 3'001'000); // equal bytes once
        QCOMPARE(done, total);
        QCOMPARE(readPack(target)->size(), packed->size());

        const auto unpacked = unpack(target, m_there->root(), {}, progress);
        QVERIFY2(unpacked, unpacked ? "" : describe(unpacked.error()).c_str());
        QCOMPARE(done, total);
        for (const char* repo : {"models--acme--foo", "datasets--acme--rows"}) {
            QCOMPARE(listing(m_there->repo(repo)), listing(m_here->repo(repo)));
            QVERIFY(pythonSees(m_there->repo(repo)));
        }
        QCOMPARE(readFile(m_there->root() / "CACHEDIR.TAG").substr(0, 10), std::string("Signature:"));
        QVERIFY(m_there->item().findings.empty());
    }

    void aFolderCanBeUsedWithoutUnpacking() {
        const fs::path target = m_here->base() / "pack";
        QVERIFY(pack({m_here->item()}, target));
        QCOMPARE(readFile(target / "models--acme--foo" / HubCache::commitA / "LICENSE"), std::string("MIT"));
    }

    void aFolderPackedByTarIsAPackToo() {
        const fs::path target = m_here->base() / "pack";
        QVERIFY(pack({m_here->item()}, target));
        const std::string command = "cd '" + target.string() + "' && tar cf ../by-hand.tar ./manifest.json ./models*";
        QCOMPARE(std::system(command.c_str()), 0);
        const auto unpacked = unpack(m_here->base() / "by-hand.tar", m_there->root());
        QVERIFY2(unpacked, unpacked ? "" : describe(unpacked.error()).c_str());
        QCOMPARE(listing(m_there->repo()), listing(m_here->repo()));
    }

    void oneRevisionCanBePacked() {
        Item item = m_here->item();
        std::erase_if(item.revisions, [](const Revision& revision) { return revision.commit == HubCache::commitA; });
        const fs::path target = m_here->base() / "pack.tar";
        QVERIFY(pack({item}, target));
        QVERIFY(unpack(target, m_there->root()));
        QCOMPARE(m_there->item().revisions.size(), 1ULL);
    }

    void whatIsThereStays() {
        const fs::path target = m_here->base() / "pack.tar";
        QVERIFY(pack({m_here->item()}, target));
        m_there->add("LICENSE", "MIT", HubCache::commitA, "models--acme--foo", false);
        m_there->add("own.txt", "own", HubCache::commitA);
        m_there->ref("main", HubCache::commitA);
        QVERIFY(unpack(target, m_there->root()));
        QVERIFY(unpack(target, m_there->root())); // twice does no harm
        QCOMPARE(readFile(m_there->repo() / "refs/main"), HubCache::commitB);
        const Item item = m_there->item();
        QVERIFY(item.findings.empty());
        QCOMPARE(item.revisions.front().files.size(), 7ULL);
    }

    void cachesWithoutLinksCanBePackedAndGetTheirHashes() {
        const fs::path snapshot = m_here->repo("models--acme--plain") / "snapshots" / HubCache::commitA;
        writeFile(snapshot / "config.json", "{}");
        const fs::path target = m_here->base() / "pack";
        const auto packed = pack({m_here->item("acme/plain")}, target);
        QCOMPARE(packed->entries.front().files.front().etag, platform::gitBlobHash("{}"));
        QVERIFY(unpack(target, m_there->root()));
        QVERIFY(fs::is_symlink(m_there->repo("models--acme--plain") / "snapshots" / HubCache::commitA / "config.json"));
    }

    void damagedFilesAreNotPacked() {
        const fs::path blob = m_here->add("bad.bin", "12345");
        writeFile(blob, "54321");
        for (const char* name : {"pack", "pack.tar"}) {
            const auto packed = pack({m_here->item()}, m_here->base() / name);
            QVERIFY(!packed);
            QVERIFY(packed.error().is(cache::Errc::Mismatch));
        }
        QCOMPARE(entryCount(), 1U); // the cache alone
    }

    void namesThatNoOtherSystemHoldsAreNotPacked() {
        m_here->add("bad \xff name.txt", "x");
        const auto packed = pack({m_here->item()}, m_here->base() / "pack.tar");
        QVERIFY(!packed);
        QVERIFY(packed.error().is(orrery::Errc::Unsupported));
        QCOMPARE(entryCount(), 1U);
    }

    void nothingIsOverwritten() {
        for (const char* name : {"pack", "pack.tar"}) {
            writeFile(m_here->base() / name, "precious");
            QVERIFY(!pack({m_here->item()}, m_here->base() / name));
            QCOMPARE(readFile(m_here->base() / name), std::string("precious"));
        }
    }

    void foreignItemsAreRefused() {
        Item item = m_here->item();
        item.place = Place::Ollama;
        QVERIFY(!pack({item}, m_here->base() / "pack"));
        QVERIFY(!pack({}, m_here->base() / "pack"));
        QVERIFY(!pack({m_here->item()}, m_here->base() / "no/such/folder/pack.tar"));
    }

    void aStopWhilePackingLeavesNothing_data() { whatIsPackedIsUnpackedElsewhere_data(); }
    void aStopWhilePackingLeavesNothing() {
        QFETCH(const QString, name);
        std::stop_source source;
        const auto packed = pack({m_here->item()}, m_here->base() / name.toStdString(), source.get_token(),
                                 [&](std::uint64_t, std::uint64_t) { source.request_stop(); });
        QVERIFY(!packed);
        QVERIFY(packed.error().is(orrery::Errc::Cancelled));
        QCOMPARE(entryCount(), 1U);
    }

    void aStopWhileUnpackingLeavesNothing() {
        const fs::path target = m_here->base() / "pack.tar";
        QVERIFY(pack({m_here->item()}, target));
        m_there->add("own.txt", "own", HubCache::commitB);
        const auto before = listing(m_there->root());
        std::stop_source source;
        const auto unpacked = unpack(target, m_there->root(), source.get_token(),
                                     [&](std::uint64_t, std::uint64_t) { source.request_stop(); });
        QVERIFY(!unpacked);
        QVERIFY(unpacked.error().is(orrery::Errc::Cancelled));
        QCOMPARE(listing(m_there->root()), before);
        fs::remove_all(m_there->root());
        QVERIFY(!unpack(target, m_there->root(), source.get_token()));
        QVERIFY(!fs::exists(m_there->root()));
    }

private:
    [[nodiscard]] unsigned entryCount() const {
        return static_cast<unsigned>(std::distance(fs::directory_iterator(m_here->base()), fs::directory_iterator()));
    }

    std::optional<HubCache> m_here;
    std::optional<HubCache> m_there;
};

QTEST_APPLESS_MAIN(LibraryPackTest)
#include "tst_library_pack.moc"
