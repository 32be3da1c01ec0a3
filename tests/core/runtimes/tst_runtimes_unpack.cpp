// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "runtimes_test.h"
#include "unpack.h"
#include "unpack_folder.h"

#include <orrery/platform/errc.h>

#include <sys/mount.h>
#include <sys/stat.h>

#include <fstream>

using namespace orrery;
using namespace orrery::runtimes;
using namespace orrery::test;
using Kind = Packed::Kind;
namespace fs = std::filesystem;

Q_DECLARE_METATYPE(std::vector<orrery::test::Packed>)

namespace {

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

private:
    fs::path m_where;
    bool m_mounted = false;
};

} // namespace

class TestRuntimesUnpack : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        fs::create_directory(at("out"));
    }
    void formats_data();
    void formats();
    void modes();
    void refuses_data();
    void refuses();
    void outsideStaysUntouched();
    void linksInside_data();
    void linksInside();
    void bombs();
    void tooMany();
    void damaged();
    void cancels();
    void fullDisk();
    void progress();

private:
    [[nodiscard]] fs::path at(const char* name) const { return fs::path(m_folder->path().toStdString()) / name; }
    Status unpackAll(const std::vector<Packed>& entries, const UnpackLimits& limits = {},
                     Format format = Format::TarGz) {
        return unpack(writeArchive(at("archive"), entries, format), at("out"), limits, {}, {});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRuntimesUnpack::formats_data() {
    QTest::addColumn<int>("format");
    QTest::newRow("tar.gz") << static_cast<int>(Format::TarGz);
    QTest::newRow("tar.xz") << static_cast<int>(Format::TarXz);
    QTest::newRow("zip") << static_cast<int>(Format::Zip);
}

void TestRuntimesUnpack::formats() {
    QFETCH(int, format);
    const Status status = unpackAll(fakeRelease("top"), {}, static_cast<Format>(format));
    QVERIFY2(status, status ? "" : describe(status.error()).c_str());
    QCOMPARE(readAll(at("out/top/llama-server")), fakeServer());
    QCOMPARE(fs::read_symlink(at("out/top/libllama.so")).string(), std::string("libllama.so.0.7.0"));
    QVERIFY((fs::status(at("out/top/llama-server")).permissions() & fs::perms::owner_exec) != fs::perms::none);
    QVERIFY((fs::status(at("out/top/LICENSE")).permissions() & fs::perms::owner_exec) == fs::perms::none);
}

void TestRuntimesUnpack::modes() {
    QVERIFY(unpackAll({{"a", Kind::File, "x", 06777}, {"b", Kind::File, "x", 0}, {"c", Kind::HardLink, "a"}}));
    struct stat info {};
    QCOMPARE(::stat(at("out/a").c_str(), &info), 0);
    QCOMPARE(info.st_mode & 07022U, 0U);
    QCOMPARE(info.st_nlink, nlink_t{2});
    QCOMPARE(readAll(at("out/b")), std::string("x"));
}

void TestRuntimesUnpack::refuses_data() {
    QTest::addColumn<std::vector<Packed>>("entries");
    const auto row = [](const char* name, std::vector<Packed> entries) { QTest::newRow(name) << std::move(entries); };
    row("absolute", {{"/tmp/orrery-absolute", Kind::File, "x"}});
    row("up", {{"../up", Kind::File, "x"}});
    row("up in the middle", {{"a/../../up", Kind::File, "x"}});
    row("back slashes", {{"..\\up", Kind::File, "x"}});
    row("up as a folder", {{"a/..", Kind::Folder}});
    row("device", {{"null", Kind::Device}});
    row("link to an absolute path", {{"l", Kind::Link, "/etc/passwd"}});
    row("link up", {{"l", Kind::Link, "../x"}});
    row("link far up", {{"a/l", Kind::Link, "../../x"}});
    row("link through a name and up", {{"a/l", Kind::Link, "b/../../../x"}});
    row("link behind a link", {{"a/b/l", Kind::Link, "../.."}, {"m", Kind::Link, "a/b/l/../x"}});
    row("file through a link", {{"d", Kind::Folder, {}, 0755}, {"l", Kind::Link, "d"}, {"l/x", Kind::File, "x"}});
    row("file over a link", {{"l", Kind::Link, "target"}, {"l", Kind::File, "x"}});
    row("folder over a link", {{"d", Kind::Folder, {}, 0755}, {"l", Kind::Link, "d"}, {"l", Kind::Folder, {}, 0755}});
    row("twice", {{"a", Kind::File, "x"}, {"./a", Kind::File, "y"}});
    row("file as a folder", {{"a", Kind::File, "x"}, {"a/b", Kind::File, "y"}});
    row("hard link out", {{"h", Kind::HardLink, "../../etc/passwd"}});
    row("hard link to an absolute path", {{"h", Kind::HardLink, "/etc/passwd"}});
    row("hard link to a link", {{"l", Kind::Link, "x"}, {"h", Kind::HardLink, "l"}});
    row("long name", {{std::string(300, 'n'), Kind::File, "x"}});
    std::string deep;
    for (int i = 0; i < 60; ++i) deep += "d/";
    row("deep", {{deep + "x", Kind::File, "x"}});
}

void TestRuntimesUnpack::refuses() {
    QFETCH(std::vector<Packed>, entries);
    const Status status = unpackAll(entries);
    QVERIFY(!status);
    QVERIFY2(status.error().is(runtimes::Errc::BadArchive), describe(status.error()).c_str());
    QVERIFY(!fs::exists("/tmp/orrery-absolute"));
    QVERIFY(!fs::exists(at("up")) && !fs::exists(at("x")));
}

void TestRuntimesUnpack::outsideStaysUntouched() {
    std::ofstream(at("precious")) << "mine";
    QVERIFY(!unpackAll({{"good", Kind::File, "x"}, {"../precious", Kind::File, "theirs"}}));
    QCOMPARE(readAll(at("precious")), std::string("mine"));
}

void TestRuntimesUnpack::linksInside_data() {
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("inside");
    const auto row = [](const char* link, const char* target, bool inside) {
        QTest::addRow("%s -> %s", link, target) << QString::fromLatin1(link) << QString::fromLatin1(target) << inside;
    };
    row("a", "b", true);
    row("a", "./b/c", true);
    row("x/a", "../b", true);
    row("x/y/a", "../../b/c", true);
    row("x/a", "..", true);
    row("a", "..", false);
    row("a", ".", true);
    row("x/a", "../../b", false);
    row("x/a", "b/../c", false);
    row("a", "/b", false);
    row("a", "", false);
}

void TestRuntimesUnpack::linksInside() {
    QFETCH(QString, link);
    QFETCH(QString, target);
    QFETCH(bool, inside);
    QCOMPARE(staysInside(innerPath(link.toStdString()).value(), target.toStdString()), inside);
}

void TestRuntimesUnpack::bombs() {
    UnpackLimits limits;
    limits.bytes = 4U << 20U;
    const Status tooLarge = unpackAll({{"zeros", Kind::File, {}, 0644, 5U << 20U}}, limits);
    QVERIFY(!tooLarge && tooLarge.error().is(runtimes::Errc::BadArchive));
    limits.bytes = 1U << 30U;
    limits.freeBytes = 1U << 20U;
    limits.ratio = 50;
    const Status ratio = unpackAll({{"more", Kind::File, {}, 0644, 64U << 20U}}, limits);
    QVERIFY(!ratio && ratio.error().is(runtimes::Errc::BadArchive));
    QVERIFY(fs::file_size(at("out/more")) < (32U << 20U));
}

void TestRuntimesUnpack::tooMany() {
    UnpackLimits limits;
    limits.entries = 100;
    std::vector<Packed> entries;
    for (int i = 0; i < 101; ++i) entries.push_back({std::to_string(i), Kind::File, "x"});
    QVERIFY(!unpackAll(entries, limits));
}

void TestRuntimesUnpack::damaged() {
    const fs::path archive =
        writeArchive(at("a.tar.gz"), {{"big", Kind::File, std::string(100000, 'x') + fakeServer()}});
    const std::string whole = readAll(archive);
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, whole.size() / 2, whole.size() - 20}) {
        fs::remove_all(at("out"));
        fs::create_directory(at("out"));
        std::ofstream(archive, std::ios::binary) << whole.substr(0, size);
        const Status status = unpack(archive, at("out"), {}, {}, {});
        QVERIFY2(!status && status.error().is(runtimes::Errc::BadArchive), std::to_string(size).c_str());
    }
    std::ofstream(archive) << "<html>Sign in</html>";
    QVERIFY(!unpack(archive, at("out"), {}, {}, {}));
    QVERIFY(unpack(at("missing"), at("out"), {}, {}, {}).error().is(orrery::Errc::NotFound));
}

void TestRuntimesUnpack::cancels() {
    const fs::path archive = writeArchive(at("a.tar.gz"), {{"zeros", Kind::File, {}, 0644, 64U << 20U}});
    std::stop_source stop;
    const Status status = unpack(archive, at("out"), {}, stop.get_token(), [&](std::uint64_t) { stop.request_stop(); });
    QVERIFY(!status && status.error().is(orrery::Errc::Cancelled));
    QVERIFY(fs::file_size(at("out/zeros")) < (64U << 20U));
}

void TestRuntimesUnpack::fullDisk() {
    const SmallDisk disk(at("disk"));
    if (!disk.mounted()) QSKIP("no right to mount a small disk");
    const fs::path archive = writeArchive(at("a.tar.gz"), {{"zeros", Kind::File, {}, 0644, 8U << 20U}});
    const Status status = unpack(archive, at("disk"), {}, {}, {});
    QVERIFY(!status && status.error().is(platform::Errc::NoSpace));
    QVERIFY(status.error().message.find("disk is full") != std::string::npos);
}

void TestRuntimesUnpack::progress() {
    std::string noise;
    for (std::uint32_t i = 0, x = 1; i < 3000000; ++i)
        noise += static_cast<char>((x = x * 1664525U + 1013904223U) >> 24U);
    const fs::path archive = writeArchive(at("a.tar.gz"), {{"noise", Kind::File, noise}});
    std::vector<std::uint64_t> done;
    QVERIFY(unpack(archive, at("out"), {}, {}, [&](std::uint64_t bytes) { done.push_back(bytes); }));
    QVERIFY(done.size() > 5 && std::is_sorted(done.begin(), done.end()));
    QVERIFY(done.back() > fs::file_size(archive) * 9 / 10 && done.back() <= fs::file_size(archive));
}

QTEST_GUILESS_MAIN(TestRuntimesUnpack)
#include "tst_runtimes_unpack.moc"
