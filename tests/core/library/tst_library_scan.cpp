// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "hub_cache.h"

#include <orrery/cache/store.h>
#include <orrery/platform/atomic_file.h>

#include "gguf/random_model.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <thread>

using namespace orrery;
using namespace orrery::library;
using namespace orrery::test;

namespace {

std::string tree(const std::string& files) {
    return R"({"format_version": 1, "files": {)" + files + "}}";
}

std::string listed(const std::string& name) {
    return fmt::format("\"{}\": {{\"size\": 1, \"blob_id\": \"{:040}\"}}", name, 0);
}

} // namespace

class LibraryScanTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_cache.emplace(); }

    void aRepositoryWithTwoRevisionsCountsSharedBytesOnce() {
        m_cache->add("model.safetensors", std::string(1000, 'm'));
        m_cache->add("config.json", "{}", HubCache::commitA, "models--acme--foo", false);
        m_cache->add("model.safetensors", std::string(1000, 'm'), HubCache::commitB);
        m_cache->add("config.json", "{\"a\":1}", HubCache::commitB, "models--acme--foo", false);
        m_cache->ref("main", HubCache::commitB);
        m_cache->ref("refs/pr/3", HubCache::commitA);
        const Item item = m_cache->item();
        QCOMPARE(item.key, std::string("hub:models--acme--foo"));
        QCOMPARE(item.size, 1009ULL);
        QCOMPARE(item.revisions.size(), 2ULL);
        const Revision& first = item.revisions.front();
        QCOMPARE(first.refs, std::vector<std::string>{"refs/pr/3"});
        QCOMPARE(first.size, 1002ULL);
        QCOMPARE(first.freed, 2ULL);
        QCOMPARE(item.revisions.back().freed, 7ULL);
        QCOMPARE(first.files.back().hash, platform::sha256(std::string(1000, 'm')));
        QVERIFY(item.findings.empty());
        QVERIFY(item.writable);
        QCOMPARE(m_cache->scan().size, 1009ULL);
    }

    void anOrdinaryFileInASnapshotCounts() {
        writeFile(m_cache->repo() / "snapshots" / HubCache::commitA / "sub/file.bin", "12345");
        const Item item = m_cache->item();
        QCOMPARE(item.size, 5ULL);
        QCOMPARE(item.revisions.front().freed, 5ULL);
        QCOMPARE(item.revisions.front().files.front().name, std::string("sub/file.bin"));
        QVERIFY(item.revisions.front().files.front().format == Format::Pickle);
        QVERIFY(item.findings.empty());
    }

    /// Each way to hide a repository from the Python tools is found, and nothing but it.
    void whatBreaksThePythonToolsIsFound_data() {
        QTest::addColumn<int>("how");
        QTest::addColumn<int>("kind");
        QTest::newRow("ref with a newline") << 0 << static_cast<int>(Finding::Kind::BadRef);
        QTest::newRow("ref to a missing snapshot") << 1 << static_cast<int>(Finding::Kind::DanglingRef);
        QTest::newRow("no snapshots") << 2 << static_cast<int>(Finding::Kind::UnreadableEntry);
        QTest::newRow("refs is a file") << 3 << static_cast<int>(Finding::Kind::BadRef);
        QTest::newRow("a file in snapshots") << 4 << static_cast<int>(Finding::Kind::UnreadableEntry);
        QTest::newRow("a dangling link") << 5 << static_cast<int>(Finding::Kind::DanglingLink);
    }
    void whatBreaksThePythonToolsIsFound() {
        QFETCH(const int, how);
        QFETCH(const int, kind);
        breakRepo(how);
        QVERIFY(!pythonSees(m_cache->repo()));
        const Item item = m_cache->item();
        QVERIFY(!item.findings.empty());
        for (const Finding& finding : item.findings) {
            QCOMPARE(static_cast<int>(finding.kind), kind);
            QVERIFY(finding.repairable);
            QVERIFY(!finding.text.empty());
        }
    }

    void harmlessOdditiesAreNoFindings() {
        m_cache->add("a.txt", "a");
        m_cache->ref("main", HubCache::commitB);
        fs::create_directories(m_cache->repo() / "snapshots" / HubCache::commitB);
        writeFile(m_cache->repo() / "snapshots/.DS_Store", "x");
        writeFile(m_cache->repo() / "refs/.DS_Store", "x");
        writeFile(m_cache->repo() / "notes/own.txt", "x");
        writeFile(m_cache->root() / "CACHEDIR.TAG", "x");
        writeFile(m_cache->root() / ".locks/models--acme--foo/x.lock", "");
        const Library library = m_cache->scan();
        QVERIFY(library.findings.empty());
        QVERIFY(HubCache::find(library, "acme/foo").findings.empty());
    }

    void strangersAtTheRootAreFindings() {
        writeFile(m_cache->root() / "stray.txt", "x");
        fs::create_directories(m_cache->root() / "kernels--a--b/snapshots");
        fs::create_directories(m_cache->root() / "tmp");
        const Library library = m_cache->scan();
        QCOMPARE(library.items.size(), 0ULL);
        QCOMPARE(library.findings.size(), 3ULL);
    }

    void aLeftoverRefIsNoRef() {
        m_cache->add("a.txt", "a");
        m_cache->ref("main.0123abcd.tmp", HubCache::commitA);
        QVERIFY(m_cache->item().findings.empty()); // it may be on its way this moment
        fs::last_write_time(m_cache->repo() / "refs/main.0123abcd.tmp",
                            fs::file_time_type::clock::now() - std::chrono::hours(1));
        const Item item = m_cache->item();
        QVERIFY(hasFinding(item.findings, Finding::Kind::BadRef));
        QVERIFY(item.revisions.front().refs.empty());
    }

    void partialsOfAllWritersAreListed() {
        m_cache->add("a.txt", "a");
        const cache::RepoPaths paths{m_cache->root(), {hub::RepoKind::Model, "acme/foo"}};
        const std::string etag(64, 'e');
        writeFile(cache::partialPath(paths, etag), std::string(10, 'x'));
        writeFile(paths.blobs() / (etag + ".01234567.incomplete"), std::string(20, 'x'));
        writeFile(paths.blobs() / (etag + ".incomplete"), std::string(30, 'x'));
        writeFile(paths.blobs() / (etag + ".downloadInProgress"), std::string(40, 'x'));
        writeFile(paths.blobs() / std::string(64, 'f'), std::string(50, 'x'));
        const Item item = m_cache->item();
        QCOMPARE(item.partials.size(), 5ULL);
        QCOMPARE(std::ranges::count(item.partials, true, &Partial::ours), 1);
        QCOMPARE(item.size, 151ULL);
        QCOMPARE(std::ranges::count(item.findings, Finding::Kind::ForeignPartial, &Finding::kind), 4);
    }

    void missingFilesAreReportedByTheListing() {
        m_cache->add("model.safetensors", "m");
        const fs::path file = m_cache->repo() / "trees" / (HubCache::commitA + ".json");
        writeFile(file, tree(listed("model.safetensors") + ", " + listed("pytorch_model.bin")));
        QVERIFY(m_cache->item().findings.empty()); // the same weights in another format
        writeFile(file, tree(listed("model.safetensors") + ", " + listed("config.json")));
        const Item item = m_cache->item();
        QVERIFY(hasFinding(item.findings, Finding::Kind::Incomplete));
        QVERIFY(item.findings.front().text.find("config.json") != std::string::npos);
    }

    void oneQuantisationOfManyIsWhole() {
        m_cache->add("foo-Q4_K_M.gguf", "m");
        writeFile(m_cache->repo() / "trees" / (HubCache::commitA + ".json"),
                  tree(listed("foo-Q4_K_M.gguf") + ", " + listed("foo-Q8_0.gguf") + ", " + listed("README.md")));
        QVERIFY(m_cache->item().findings.empty());
    }

    void aMissingShardIsFoundWithoutAListing() {
        m_cache->add("Q8_0/foo-Q8_0-00001-of-00003.gguf", "1");
        m_cache->add("Q8_0/foo-Q8_0-00003-of-00003.gguf", "3");
        const Item item = m_cache->item();
        QVERIFY(hasFinding(item.findings, Finding::Kind::Incomplete));
        QVERIFY(item.findings.front().text.find("foo-Q8_0-00002-of-00003.gguf") != std::string::npos);
    }

    void theHeaderTellsWhatTheModelIs() {
        auto model = fixtures::randomModel();
        model.add("general.license", "Apache-2.0");
        m_cache->add("tiny-F32.gguf", model.bytes());
        m_cache->add("mmproj-F16.gguf", std::string(1'000'000, 'p'));
        const Item item = m_cache->item();
        QVERIFY(item.format == Format::Gguf);
        QCOMPARE(item.architecture, std::string("llama"));
        QCOMPARE(item.quantisation, std::string("F32"));
        QCOMPARE(item.licence, std::string("apache-2.0"));
        QVERIFY(item.parameters > 0);
    }

    void theCardTellsTheLicence() {
        m_cache->add("README.md", "---\nlicense: mit\n---\n# Foo\n", HubCache::commitA, "models--acme--foo", false);
        m_cache->ref("main", HubCache::commitB); // as a repair leaves it: nothing of it is here
        fs::create_directories(m_cache->repo() / "snapshots" / HubCache::commitB);
        QCOMPARE(m_cache->item().licence, std::string("mit"));
    }

    void safetensorsHeadersAreRead() {
        const std::string header = R"({"w":{"dtype":"BF16","shape":[3,4],"data_offsets":[0,24]},"__metadata__":{}})";
        std::string bytes(8, '\0');
        bytes[0] = static_cast<char>(header.size());
        m_cache->add("model.safetensors", bytes + header + std::string(24, '\0'));
        m_cache->add("config.json", R"({"model_type":"qwen3"})", HubCache::commitA, "models--acme--foo", false);
        const Item item = m_cache->item();
        QVERIFY(item.format == Format::Safetensors);
        QCOMPARE(item.parameters, 12ULL);
        QCOMPARE(item.quantisation, std::string("BF16"));
        QCOMPARE(item.architecture, std::string("qwen3"));
    }

    void datasetsSpacesAndRobotsAreTold() {
        m_cache->add("data/train.parquet", "p", HubCache::commitA, "datasets--acme--rows");
        m_cache->add("app.py", "p", HubCache::commitA, "spaces--acme--demo");
        m_cache->add("arm.urdf", "<robot/>", HubCache::commitA, "models--acme--arm");
        m_cache->add("leg.xml", "<mujoco model=\"leg\"/>", HubCache::commitA, "models--acme--leg");
        const Library library = m_cache->scan();
        QVERIFY(HubCache::find(library, "acme/rows").kind == library::Kind::Dataset);
        QVERIFY(HubCache::find(library, "acme/rows").format == Format::Parquet);
        QVERIFY(HubCache::find(library, "acme/demo").kind == library::Kind::Space);
        QVERIFY(HubCache::find(library, "acme/arm").kind == library::Kind::Robot);
        QVERIFY(HubCache::find(library, "acme/leg").format == Format::Mjcf);
    }

    void timesAreThoseOfTheBlobs() {
        const fs::path blob = m_cache->add("a.txt", "a");
        const struct timespec times[2] = {{1'700'000'000, 0}, {1'600'000'000, 0}};
        QCOMPARE(::utimensat(AT_FDCWD, blob.c_str(), times, 0), 0);
        const Item item = m_cache->item();
        QCOMPARE(std::chrono::system_clock::to_time_t(item.lastUsed), std::time_t(1'700'000'000));
        QCOMPARE(std::chrono::system_clock::to_time_t(item.modified), std::time_t(1'600'000'000));
    }

    void theSharedStoreOfNewerPythonToolsIsUnderstood() {
        m_cache->addShared("w.safetensors", std::string(500, 's'), "models--acme--foo");
        QCOMPARE(m_cache->item().revisions.front().freed, 500ULL);
        m_cache->addShared("w.safetensors", std::string(500, 's'), "models--acme--bar");
        const Library library = m_cache->scan();
        QVERIFY(library.findings.empty());
        const Item foo = HubCache::find(library, "acme/foo");
        QVERIFY(foo.findings.empty());
        QCOMPARE(foo.size, 500ULL);
        QCOMPARE(foo.revisions.front().freed, 0ULL); // bar needs them too
        QCOMPARE(library.size, 500ULL);
    }

    void linksThatLeadAwayAreNotFollowedOrCounted() {
        m_cache->add("a.txt", "a");
        const fs::path snapshot = m_cache->repo() / "snapshots" / HubCache::commitA;
        writeFile(m_cache->base() / "outside/secret.bin", std::string(99, 's'));
        fs::create_symlink(snapshot, snapshot / "loop");
        fs::create_symlink("self", snapshot / "self");
        fs::create_symlink(m_cache->base() / "outside", snapshot / "away");
        fs::create_symlink(m_cache->base() / "outside/secret.bin", snapshot / "secret.bin");
        const Item item = m_cache->item();
        QCOMPARE(item.revisions.front().files.size(), 2ULL);
        QCOMPARE(item.revisions.front().freed, 1ULL);
        QVERIFY(hasFinding(item.findings, Finding::Kind::DanglingLink)); // self
        QVERIFY(hasFinding(item.findings, Finding::Kind::UnreadableEntry));
    }

    void oddEntriesAreSurvived() {
        const fs::path snapshot = m_cache->repo() / "snapshots" / HubCache::commitA;
        m_cache->add(std::string("new\nline \xff\xfe\".gguf"), "not gguf");
        m_cache->add(std::string(200, 'n') + ".safetensors", "no");
        QCOMPARE(::mkfifo((snapshot / "pipe").c_str(), 0600), 0);
        writeFile(m_cache->repo() / "refs/main", std::string(100'000, 'x'));
        writeFile(m_cache->repo() / "trees" / (HubCache::commitA + ".json"), std::string(100'000, '['));
        const Item item = m_cache->item();
        QCOMPARE(item.revisions.front().files.size(), 2ULL);
        QVERIFY(hasFinding(item.findings, Finding::Kind::UnreadableEntry));
        QVERIFY(hasFinding(item.findings, Finding::Kind::BadRef));
    }

    void unreadableFoldersAreFindings() {
        if (::geteuid() == 0) QSKIP("Nothing is unreadable for root.");
        m_cache->add("a.txt", "a");
        const fs::path folder = m_cache->repo() / "snapshots" / HubCache::commitA;
        fs::permissions(folder, fs::perms::none);
        const Item item = m_cache->item();
        fs::permissions(folder, fs::perms::owner_all);
        QVERIFY(hasFinding(item.findings, Finding::Kind::UnreadableEntry));
    }

    void aFileInPlaceOfTheCacheIsSurvived() {
        fs::remove_all(m_cache->root());
        QVERIFY(m_cache->scan().items.empty());
        writeFile(m_cache->root(), "x");
        QVERIFY(m_cache->scan().items.empty());
    }

    void filesMayVanishDuringTheScan() {
        std::atomic<bool> stop = false;
        std::thread mischief([&] {
            for (int i = 0; !stop; ++i) {
                const std::string name = fmt::format("models--acme--v{}", i % 5);
                fs::remove_all(m_cache->repo(name));
                m_cache->add("a/b.gguf", fmt::format("x{}", i), HubCache::commitA, name);
                m_cache->ref("main", HubCache::commitA, name);
            }
        });
        for (int i = 0; i < 200; ++i) (void)m_cache->scan();
        stop = true;
        mischief.join();
        QVERIFY(m_cache->scan().items.size() <= 5);
    }

    void aStopEndsTheScan() {
        for (int i = 0; i < 20; ++i) m_cache->add("a", "a", HubCache::commitA, fmt::format("models--a--b{}", i));
        std::stop_source source;
        std::size_t most = 0;
        const auto result = library::scan(m_cache->places(), source.get_token(), [&](std::size_t items) {
            most = items;
            if (items == 3) source.request_stop();
        });
        QVERIFY(!result);
        QVERIFY(result.error().is(orrery::Errc::Cancelled));
        QCOMPARE(most, 3ULL);
    }

    void pinsAreRemembered() {
        m_cache->add("a.txt", "a");
        QVERIFY(!m_cache->item().pinned);
        QVERIFY(setPinned(m_cache->places(), "hub:models--acme--foo", true));
        QVERIFY(m_cache->item().pinned);
        QVERIFY(setPinned(m_cache->places(), "hub:models--acme--foo", false));
        QVERIFY(!m_cache->item().pinned);
        writeFile(m_cache->places().pins, "no json [");
        QVERIFY(!m_cache->item().pinned);
        QVERIFY(setPinned(m_cache->places(), "hub:models--acme--foo", true));
        QVERIFY(m_cache->item().pinned);
    }

private:
    void breakRepo(int how) const {
        if (how != 2) m_cache->add("a.txt", "a");
        if (how == 0) m_cache->ref("main", HubCache::commitA + "\n");
        if (how == 1) m_cache->ref("main", HubCache::commitB);
        if (how == 2) fs::create_directories(m_cache->repo() / "blobs");
        if (how == 3) writeFile(m_cache->repo() / "refs", "x");
        if (how == 4) writeFile(m_cache->repo() / "snapshots/notes.txt", "x");
        if (how == 5) fs::remove(m_cache->add("b.txt", "b"));
    }

    std::optional<HubCache> m_cache;
};

QTEST_APPLESS_MAIN(LibraryScanTest)
#include "tst_library_scan.moc"
