// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "cache_test.h"

#include <orrery/cache/store.h>

using namespace orrery;
namespace fs = std::filesystem;

namespace {

const std::string sha1(40, '1');
const std::string sha256(64, '2');
const std::string xet(64, '3');

std::vector<hub::TreeEntry> someEntries() {
    std::vector<hub::TreeEntry> entries(3);
    entries[0].path = "model.safetensors";
    entries[0].size = 1234;
    entries[0].gitOid = sha1;
    entries[0].sha256 = sha256;
    entries[0].xetHash = xet;
    entries[1].path = "sub";
    entries[1].folder = true;
    entries[2].path = "config\u00e9.json";
    entries[2].size = 519;
    entries[2].gitOid = sha1;
    return entries;
}

} // namespace

class CacheTreeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesWhatThePythonToolsWrite();
    void readsItBack();
    void refusesDamage_data();
    void refusesDamage();
    void followsNoLink();
};

void CacheTreeTest::writesWhatThePythonToolsWrite() {
    const CacheFixture cache;
    QVERIFY(cache::writeTree(cache.paths, cache.commit, someEntries()));
    const std::string expected = "{\n"
                                 " \"format_version\": 1,\n"
                                 " \"files\": {\n"
                                 "  \"config\\u00e9.json\": {\n"
                                 "   \"size\": 519,\n"
                                 "   \"blob_id\": \"" +
                                 sha1 +
                                 "\"\n"
                                 "  },\n"
                                 "  \"model.safetensors\": {\n"
                                 "   \"size\": 1234,\n"
                                 "   \"blob_id\": \"" +
                                 sha1 +
                                 "\",\n"
                                 "   \"lfs_sha256\": \"" +
                                 sha256 +
                                 "\",\n"
                                 "   \"lfs_size\": 1234,\n"
                                 "   \"xet_hash\": \"" +
                                 xet +
                                 "\"\n"
                                 "  }\n"
                                 " }\n"
                                 "}";
    QCOMPARE(CacheFixture::read(cache.paths.tree(cache.commit)), expected);
    QCOMPARE(std::distance(fs::directory_iterator(cache.paths.folder() / "trees"), fs::directory_iterator()),
             std::ptrdiff_t(1));
}

void CacheTreeTest::readsItBack() {
    const CacheFixture cache;
    QVERIFY(!cache::readTree(cache.paths, cache.commit));
    QVERIFY(cache::writeTree(cache.paths, cache.commit, someEntries()));
    const auto entries = cache::readTree(cache.paths, cache.commit);
    QVERIFY(entries);
    QCOMPARE(entries->size(), std::size_t(2));
    QCOMPARE(entries->at(0).path, std::string("config\u00e9.json"));
    QCOMPARE(entries->at(0).gitOid, sha1);
    QVERIFY(entries->at(0).sha256.empty());
    QCOMPARE(entries->at(1).size, std::uint64_t(1234));
    QCOMPARE(entries->at(1).sha256, sha256);
    QCOMPARE(entries->at(1).xetHash, xet);
}

void CacheTreeTest::refusesDamage_data() {
    QTest::addColumn<std::string>("text");
    QTest::newRow("empty") << std::string();
    QTest::newRow("cut off") << std::string(R"({"format_version":1,"files":{"a":{"size")");
    QTest::newRow("another version") << std::string(R"({"format_version":2,"files":{}})");
    QTest::newRow("no version") << std::string(R"({"files":{}})");
    QTest::newRow("no files") << std::string(R"({"format_version":1})");
    QTest::newRow("files is a list") << std::string(R"({"format_version":1,"files":[]})");
    QTest::newRow("a list") << std::string("[]");
    QTest::newRow("negative size") << std::string(R"({"format_version":1,"files":{"a":{"size":-1,"blob_id":"x"}}})");
    QTest::newRow("size is text") << std::string(R"({"format_version":1,"files":{"a":{"size":"1","blob_id":"x"}}})");
    QTest::newRow("hash is a number") << std::string(R"({"format_version":1,"files":{"a":{"size":1,"blob_id":1}}})");
    QTest::newRow("deep") << R"({"format_version":1,"files":)" + std::string(100000, '[');
}

void CacheTreeTest::refusesDamage() {
    QFETCH(std::string, text);
    const CacheFixture cache;
    CacheFixture::write(cache.paths.tree(cache.commit), text);
    const auto entries = cache::readTree(cache.paths, cache.commit);
    QVERIFY(!entries);
    QVERIFY(entries.error().is(cache::Errc::Damaged));
}

void CacheTreeTest::followsNoLink() {
    const CacheFixture cache;
    fs::create_directories(cache.outside());
    fs::create_directories(cache.paths.folder());
    fs::create_directory_symlink(cache.outside(), cache.paths.folder() / "trees");
    QVERIFY(cache::writeTree(cache.paths, cache.commit, someEntries()).error().is(cache::Errc::Damaged));
    QVERIFY(fs::is_empty(cache.outside()));
}

QTEST_GUILESS_MAIN(CacheTreeTest)
#include "tst_cache_tree.moc"
