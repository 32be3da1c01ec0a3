// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "hub_cache.h"

#include <orrery/library/pack.h>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sys/stat.h>

#include <functional>

using namespace orrery;
using namespace orrery::library;
using namespace orrery::test;
using nlohmann::json;

namespace {

struct Member {
    std::string name;
    std::string bytes;
    unsigned type = AE_IFREG;
    std::string target = {}; ///< Of a symbolic link.
    std::string hardLink = {};
    bool sparse = false;
};

void writeTar(const fs::path& path, const std::vector<Member>& members) {
    archive* tar = archive_write_new();
    archive_write_set_format_pax(tar);
    archive_write_open_filename(tar, path.c_str());
    for (const Member& member : members) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, member.name.c_str());
        archive_entry_set_filetype(entry, member.type);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, static_cast<la_int64_t>(member.bytes.size()));
        if (!member.target.empty()) archive_entry_set_symlink(entry, member.target.c_str());
        if (!member.hardLink.empty()) archive_entry_set_hardlink(entry, member.hardLink.c_str());
        if (member.sparse) archive_entry_sparse_add_entry(entry, 0, 1);
        archive_write_header(tar, entry);
        archive_write_data(tar, member.bytes.data(), member.bytes.size());
        archive_entry_free(entry);
    }
    archive_write_close(tar);
    archive_write_free(tar);
}

const std::string good = "good bytes";
const std::string goodName = "models--acme--foo/" + HubCache::commitA + "/a.bin";

json fileJson(const std::string& path, const std::string& bytes) {
    return {
        {"path", path}, {"size", bytes.size()}, {"sha256", platform::sha256(bytes)}, {"etag", platform::sha256(bytes)}};
}

json manifestJson() {
    return {{"schema", "orrery-pack/1"},
            {"created", "2026-01-01T00:00:00Z"},
            {"entries",
             {{{"kind", "model"},
               {"repo", "acme/foo"},
               {"commit", HubCache::commitA},
               {"refs", {"main"}},
               {"endpoint", ""},
               {"licence", "mit"},
               {"files", {fileJson("a.bin", good)}}}}}};
}

} // namespace

/// Packs made to do harm: each is refused in plain words and leaves nothing behind.
class LibraryHostilePackTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_cache.emplace();
        m_pack.emplace(platform::TemporaryDirectory::create().value());
        m_cache->add("own.txt", "own", HubCache::commitB);
        m_before = listing(m_cache->base());
    }

    void theHonestPackIsTaken() {
        QVERIFY(unpack(tar({{"manifest.json", manifestJson().dump()}, {goodName, good}}), m_cache->root()));
        QCOMPARE(readFile(m_cache->repo() / "snapshots" / HubCache::commitA / "a.bin"), good);
    }

    void hostileManifestsAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const std::function<void(json&, json&, json&)>& change) {
            json manifest = manifestJson();
            change(manifest, manifest["entries"][0], manifest["entries"][0]["files"][0]);
            QTest::newRow(name) << QByteArray::fromStdString(manifest.dump());
        };
        const auto path = [&](const char* name, const char* value) {
            row(name, [value](json&, json&, json& file) { file["path"] = value; });
        };
        path("parent folder", "../../../evil");
        path("parent inside", "a/../../../../evil");
        path("absolute", "/etc/evil");
        path("drive", "C:/evil");
        path("backslash", "..\\evil");
        path("empty name", "");
        path("device name", "aux.bin");
        row("NUL", [](json&, json&, json& file) { file["path"] = std::string("a\0b", 3); });
        row("huge name", [](json&, json&, json& file) { file["path"] = std::string(5000, 'x'); });
        row("name is a number", [](json&, json&, json& file) { file["path"] = 7; });
        row("hash is a path", [](json&, json&, json& file) { file["sha256"] = "../../x"; });
        row("etag is a path", [](json&, json&, json& file) { file["etag"] = "../../../x"; });
        row("etag of something else", [](json&, json&, json& file) { file["etag"] = std::string(64, 'a'); });
        row("git etag of something else", [](json&, json&, json& file) { file["etag"] = std::string(40, 'a'); });
        row("no size", [](json&, json&, json& file) { file.erase("size"); });
        row("negative size", [](json&, json&, json& file) { file["size"] = -1; });
        row("endless size", [](json&, json&, json& file) { file["size"] = 18446744073709551615ULL; });
        row("more than the disk", [](json&, json&, json& file) { file["size"] = 1ULL << 49U; });
        row("repository is a path", [](json&, json& entry, json&) { entry["repo"] = "../foo"; });
        row("repository in three parts", [](json&, json& entry, json&) { entry["repo"] = "a/b/c"; });
        row("kind", [](json&, json& entry, json&) { entry["kind"] = "kernel"; });
        row("commit is a path", [](json&, json& entry, json&) { entry["commit"] = "../../x"; });
        row("ref is a path", [](json&, json& entry, json&) { entry["refs"] = {"../../../evil"}; });
        row("ref is absolute", [](json&, json& entry, json&) { entry["refs"] = {"/tmp/evil"}; });
        row("ref is a commit", [](json&, json& entry, json&) { entry["refs"] = {HubCache::commitB}; });
        row("same name twice", [](json&, json& entry, json&) { entry["files"].push_back(fileJson("a.bin", "x")); });
        row("file and folder", [](json&, json& entry, json&) { entry["files"].push_back(fileJson("a.bin/b", "x")); });
        row("same entry twice", [](json& all, json& entry, json&) { all["entries"].push_back(json(entry)); });
        row("two sizes of one content", [](json&, json& entry, json& file) {
            json other = file;
            other["path"] = "b.bin";
            other["size"] = 3;
            entry["files"].push_back(other);
        });
        row("a file that is not there",
            [](json&, json& entry, json&) { entry["files"].push_back(fileJson("b", "x")); });
        row("no entries", [](json& all, json&, json&) { all["entries"] = json::array(); });
        row("another schema", [](json& all, json&, json&) { all["schema"] = "orrery-pack/99"; });
        row("no schema", [](json& all, json&, json&) { all.erase("schema"); });
        QTest::newRow("no JSON") << QByteArray("hello");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("deep") << QByteArray(1'000'000, '[');
        QTest::newRow("giant") << QByteArray(33 << 20, ' ');
        QTest::newRow("list") << QByteArray("[]");
    }
    void hostileManifestsAreRefused() {
        QFETCH(const QByteArray, text);
        isRefused(tar({{"manifest.json", text.toStdString()}, {goodName, good}}));
        writeFile(m_pack->path() / "folder/manifest.json", text.toStdString());
        writeFile(m_pack->path() / "folder" / goodName, good);
        isRefused(m_pack->path() / "folder");
    }

    void hostileArchivesAreRefused_data() {
        QTest::addColumn<int>("how");
        for (int i = 0; i < static_cast<int>(hostileArchives().size()); ++i)
            QTest::newRow(hostileArchives()[static_cast<std::size_t>(i)].first) << i;
    }
    void hostileArchivesAreRefused() {
        QFETCH(const int, how);
        isRefused(tar(hostileArchives()[static_cast<std::size_t>(how)].second));
    }

    void hostileFoldersAreRefused_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("file is a link") << 0;
        QTest::newRow("folder is a link") << 1;
        QTest::newRow("manifest is a link") << 2;
        QTest::newRow("file is a pipe") << 3;
        QTest::newRow("file is longer") << 4;
        QTest::newRow("file is other") << 5;
        QTest::newRow("file is missing") << 6;
        QTest::newRow("file is a hole without end") << 7;
        QTest::newRow("no manifest") << 8;
    }
    void hostileFoldersAreRefused() {
        QFETCH(const int, how);
        const fs::path pack = m_pack->path() / "folder";
        const fs::path file = pack / goodName;
        writeFile(pack / "manifest.json", manifestJson().dump());
        writeFile(file, good);
        if (how == 0) replaceByLink(file);
        if (how == 1) replaceByLink(file.parent_path());
        if (how == 2) replaceByLink(pack / "manifest.json");
        if (how == 3) fs::remove(file);
        if (how == 3) QCOMPARE(::mkfifo(file.c_str(), 0600), 0);
        if (how == 4) writeFile(file, good + "!");
        if (how == 5) writeFile(file, "evil bytes");
        if (how == 6) fs::remove(file);
        if (how == 7) fs::resize_file(file, 1ULL << 40U);
        if (how == 8) fs::remove(pack / "manifest.json");
        isRefused(pack);
    }

    void aCutOffArchiveIsRefused() {
        const fs::path whole = tar({{"manifest.json", manifestJson().dump()}, {goodName, good}});
        const std::string bytes = readFile(whole);
        for (const std::size_t size : {0UL, 100UL, 600UL, 1500UL, 2052UL}) {
            writeFile(m_pack->path() / "cut.tar", bytes.substr(0, size));
            isRefused(m_pack->path() / "cut.tar");
        }
    }

    void otherThingsAreNoPacks() {
        writeFile(m_pack->path() / "picture.png", "\x89PNG");
        isRefused(m_pack->path() / "picture.png");
        isRefused(m_pack->path() / "nothing");
        isRefused("/dev/zero");
    }

    /// Names that the cache has planted with links lead nowhere else.
    void aCacheFullOfLinksIsNotLeft() {
        const fs::path outside = m_cache->base() / "outside";
        fs::create_directories(outside);
        fs::create_directories(m_cache->repo() / "snapshots");
        fs::create_symlink(outside, m_cache->repo() / "snapshots" / HubCache::commitA);
        m_before = listing(m_cache->base());
        isRefused(tar({{"manifest.json", manifestJson().dump()}, {goodName, good}}));
        QVERIFY(fs::is_empty(outside));
    }

private:
    static std::vector<std::pair<const char*, std::vector<Member>>> hostileArchives() {
        const Member manifest{"manifest.json", manifestJson().dump()};
        const Member file{goodName, good};
        return {
            {"other bytes", {manifest, {goodName, "evil bytes"}}},
            {"longer", {manifest, {goodName, good + "!"}}},
            {"shorter", {manifest, {goodName, "good"}}},
            {"missing", {manifest}},
            {"manifest last", {file, manifest}},
            {"twice", {manifest, file, file}},
            {"uninvited", {manifest, file, {"models--acme--foo/evil", "x"}}},
            {"parent name", {manifest, file, {"../../evil", "x"}}},
            {"absolute name", {manifest, file, {"/tmp/orrery-evil", "x"}}},
            {"symbolic link", {manifest, {goodName, "", AE_IFLNK, "/etc/passwd"}}},
            {"link to the manifest", {manifest, file, {"manifest.json", "", AE_IFLNK, "/etc/passwd"}}},
            {"hard link", {manifest, {goodName, "", AE_IFREG, {}, "/etc/passwd"}}},
            {"device", {manifest, {goodName, "", AE_IFCHR}}},
            {"pipe", {manifest, {goodName, "", AE_IFIFO}}},
            {"holes", {manifest, {goodName, good, AE_IFREG, {}, {}, true}}},
            {"empty", {}},
        };
    }

    fs::path tar(const std::vector<Member>& members) const {
        const fs::path path = m_pack->path() / "pack.tar";
        writeTar(path, members);
        return path;
    }

    void replaceByLink(const fs::path& path) const {
        fs::rename(path, m_pack->path() / "moved");
        fs::create_symlink(m_pack->path() / "moved", path);
    }

    void isRefused(const fs::path& pack) const {
        const auto unpacked = unpack(pack, m_cache->root());
        QVERIFY(!unpacked);
        QVERIFY(unpacked.error().message.size() > 20);
        QCOMPARE(listing(m_cache->base()), m_before);
    }

    std::optional<HubCache> m_cache;
    std::vector<std::string> m_before;
    std::optional<platform::TemporaryDirectory> m_pack;
};

QTEST_APPLESS_MAIN(LibraryHostilePackTest)
#include "tst_library_hostile_pack.moc"
