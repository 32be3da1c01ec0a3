// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "cache_test.h"

using namespace orrery;

class CacheNamesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesUnsafeNames_data();
    void refusesUnsafeNames();
    void takesOrdinaryNames_data();
    void takesOrdinaryNames();
    void messagesHoldNoControlCharacters();
    void etags();
    void folderNames();
    void layout();
};

void CacheNamesTest::refusesUnsafeNames_data() {
    QTest::addColumn<std::string>("path");
    const auto row = [](const char* name, std::string path) { QTest::newRow(name) << std::move(path); };
    row("empty", "");
    row("absolute", "/etc/passwd");
    row("up", "..");
    row("up at the beginning", "../x");
    row("up in the middle", "a/../../x");
    row("up at the end", "a/..");
    row("here", "./x");
    row("here in the middle", "a/./x");
    row("empty part", "a//b");
    row("slash at the end", "a/");
    row("two slashes first", "//server/share/x");
    row("unc", "\\\\server\\share\\x");
    row("root-relative backslash", "\\windows\\x");
    row("backslash", "a\\b");
    row("up with backslashes", "..\\x");
    row("drive", "C:/x");
    row("drive-relative", "C:x");
    row("drive in the middle", "a/c:/x");
    row("drive alone", "z:");
    row("nul", std::string("a\0b", 3));
    row("newline", "a\nb");
    row("escape", "a\x1b[2Jb");
    row("device", "NUL");
    row("device in lower case", "models/con");
    row("device with an ending", "aux.gguf");
    row("device with two endings", "com1.tar.gz");
    row("device and blank", "lpt9 .txt");
    row("device with a superscript", "COM\u00b9");
    row("console", "CONIN$");
    row("dot at the end", "model.");
    row("blank at the end", "model ");
    row("dot at the end of a folder", "folder./x");
    row("three dots", "...");
    row("long part", std::string(256, 'a'));
    std::string deep;
    for (int i = 0; i < 2000; ++i) deep += "a/";
    row("long path", deep + "a");
}

void CacheNamesTest::refusesUnsafeNames() {
    QFETCH(std::string, path);
    const Status checked = cache::checkFileName(path);
    QVERIFY(!checked);
    QVERIFY(checked.error().is(cache::Errc::UnsafeName));
}

void CacheNamesTest::takesOrdinaryNames_data() {
    QTest::addColumn<std::string>("path");
    for (const char* path :
         {"README.md", ".gitattributes", "Q4_K_M/foo-00001-of-00003.gguf", "a b/c d.txt", "..a", "a..b", "...a", "COM",
          "COM10", "COM0.txt", "console.txt", "nul_file", "data/\u00e9t\u00e9.json", "x/.hidden/y", "a~1",
          "details_harness|arc:challenge|25.parquet", "what?.txt"}) {
        QTest::newRow(path) << std::string(path);
    }
    QTest::newRow("255 bytes") << std::string(255, 'a');
}

void CacheNamesTest::takesOrdinaryNames() {
    QFETCH(std::string, path);
    const Status checked = cache::checkFileName(path);
    QVERIFY2(checked, checked ? "" : checked.error().message.c_str());
}

void CacheNamesTest::messagesHoldNoControlCharacters() {
    const Error error = cache::checkFileName("a\x1b[2J\n\x7f").error();
    for (const char c : error.message + error.where) QVERIFY(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    QVERIFY(error.message.find("a?[2J") != std::string::npos);
}

void CacheNamesTest::etags() {
    QVERIFY(cache::isEtag(std::string(64, 'a')));
    QVERIFY(cache::isEtag("abc-12_3.4"));
    for (const char* bad : {"", ".", "..", "../x", "a/b", "a\\b", ".hidden", "a b", "a:b"})
        QVERIFY2(!cache::isEtag(bad), bad);
    QVERIFY(!cache::isEtag(std::string(129, 'a')));
    QVERIFY(cache::isCommit(std::string(40, 'f')));
    QVERIFY(!cache::isCommit(std::string(40, 'F')));
    QVERIFY(!cache::isCommit(std::string(39, 'f')));
    QVERIFY(!cache::isCommit("main"));
}

void CacheNamesTest::folderNames() {
    const hub::RepoId model{hub::RepoKind::Model, "acme/Foo-7B"};
    QCOMPARE(cache::folderName(model), std::string("models--acme--Foo-7B"));
    QCOMPARE(cache::folderName({hub::RepoKind::Dataset, "a/b"}), std::string("datasets--a--b"));
    QCOMPARE(cache::folderName({hub::RepoKind::Model, "gpt2"}), std::string("models--gpt2"));
    QVERIFY(cache::repoFromFolderName("models--acme--Foo-7B") == model);
    QVERIFY(cache::repoFromFolderName("spaces--a--b") == (hub::RepoId{hub::RepoKind::Space, "a/b"}));
    QVERIFY(cache::repoFromFolderName("models--gpt2") == (hub::RepoId{hub::RepoKind::Model, "gpt2"}));
    for (const char* other : {"", "models", "models--", "kernels--a--b", ".locks", "models--a--b--c", "models--..--x"})
        QVERIFY2(!cache::repoFromFolderName(other), other);
}

void CacheNamesTest::layout() {
    const cache::RepoPaths paths{"/c", {hub::RepoKind::Model, "a/b"}};
    QCOMPARE(paths.blob("e").string(), std::string("/c/models--a--b/blobs/e"));
    QCOMPARE(paths.ref("refs/pr/3").string(), std::string("/c/models--a--b/refs/refs/pr/3"));
    QCOMPARE((paths.snapshot("0a") / "x/y").string(), std::string("/c/models--a--b/snapshots/0a/x/y"));
    QCOMPARE(paths.noExist("0a", "x/y").string(), std::string("/c/models--a--b/.no_exist/0a/x/y"));
    QCOMPARE(paths.tree("0a").string(), std::string("/c/models--a--b/trees/0a.json"));
    QCOMPARE(paths.lock("e").string(), std::string("/c/.locks/models--a--b/e.lock"));
}

QTEST_GUILESS_MAIN(CacheNamesTest)
#include "tst_cache_names.moc"
