// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/cache/layout.h>
#include <orrery/download/plan.h>

using namespace orrery;
using namespace orrery::download;

namespace {

const std::string commit(40, 'a');
const std::string sha1(40, '1');
const std::string sha256(64, '2');

hub::TreeEntry gitFile(std::string path, std::uint64_t size = 10) {
    hub::TreeEntry entry;
    entry.path = std::move(path);
    entry.size = size;
    entry.gitOid = sha1;
    return entry;
}

hub::TreeEntry lfsFile(std::string path, std::uint64_t size = 1000) {
    hub::TreeEntry entry = gitFile(std::move(path), size);
    entry.sha256 = sha256;
    return entry;
}

std::vector<std::string> pathsOf(const Plan& plan) {
    std::vector<std::string> paths;
    for (const auto& file : plan.files) paths.push_back(file.path);
    return paths;
}

Request wanting(std::vector<std::string> include, std::vector<std::string> exclude = {}) {
    Request request;
    request.include = std::move(include);
    request.exclude = std::move(exclude);
    return request;
}

} // namespace

class DownloadPlanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchesPatterns_data();
    void matchesPatterns();
    void staysQuickOnHostilePatterns();
    void plansEverything();
    void plansWhatIsAskedFor();
    void takesExactNamesAsTheyAre();
    void refusesUnsafeNames();
    void refusesWhatCannotBeChecked();
    void marksWhatCanRunCode();
};

void DownloadPlanTest::matchesPatterns_data() {
    QTest::addColumn<std::string>("pattern");
    QTest::addColumn<std::string>("path");
    QTest::addColumn<bool>("expected");
    int number = 0;
    const auto row = [&number](std::string pattern, std::string path, bool expected) {
        const std::string name = std::to_string(++number).append(" ").append(pattern).append(" on ").append(path);
        QTest::newRow(name.c_str()) << std::move(pattern) << std::move(path) << expected;
    };
    row("*.gguf", "a.gguf", true);
    row("*.gguf", "sub/a.gguf", true); // without a slash: the last segment
    row("*.gguf", "a.gguf.txt", false);
    row("*", "sub/a", true);
    row("a.gguf", "a.gguf", true);
    row("a.gguf", "sub/a.gguf", true);
    row("sub/*", "sub/a", true);
    row("sub/*", "sub/deep/a", false);
    row("sub/*", "other/sub/a", false);
    row("sub/**", "sub/deep/a", true);
    row("sub/", "sub/deep/a", true);
    row("sub/", "sub/a", true);
    row("sub/", "subs/a", false);
    row("sub/", "sub", false);
    row("**/a", "a", true);
    row("**/a", "x/y/a", true);
    row("**/a", "x/ya", false);
    row("x/**/a", "x/a", true);
    row("x/**/a", "x/y/z/a", true);
    row("x/**/a", "x/y/z/b", false);
    row("x/**/y/*.bin", "x/y/q/y/r.bin", true);
    row("x/**.bin", "x/y/z.bin", true);
    row("?.txt", "a.txt", true);
    row("?.txt", "ab.txt", false);
    row("a?b/c", "a/b/c", false);
    row("[abc].txt", "b.txt", true);
    row("[abc].txt", "d.txt", false);
    row("[a-c]x", "bx", true);
    row("[!a-c]x", "bx", false);
    row("[!a-c]x", "dx", true);
    row("[]]x", "]x", true);
    row("[x", "[x", true);
    row("a[/]b/c", "a/b/c", false);
    row("*-0000[1-2]-of-*", "q-00002-of-00003.gguf", true);
    row("a*b*c", "aXbXbXc", true);
    row("a*b*c", "aXbXbX", false);
    row("", "a", false);
    row("A.gguf", "a.gguf", false);
}

void DownloadPlanTest::matchesPatterns() {
    QFETCH(std::string, pattern);
    QFETCH(std::string, path);
    QFETCH(bool, expected);
    QCOMPARE(matches(pattern, path), expected);
}

void DownloadPlanTest::staysQuickOnHostilePatterns() {
    std::string pattern;
    for (int i = 0; i < 50; ++i) pattern += "**/*a";
    QVERIFY(!matches(pattern + "b", std::string(500, 'a').append("/").append(500, 'a')));
}

void DownloadPlanTest::plansEverything() {
    hub::TreeEntry folder;
    folder.path = "sub";
    folder.folder = true;
    const Plan plan =
        planFiles({}, commit, {folder, gitFile("README.md"), lfsFile("sub/a.gguf"), gitFile("README.md")});
    QCOMPARE(plan.commit, commit);
    QVERIFY((pathsOf(plan) == std::vector<std::string>{"README.md", "sub/a.gguf"}));
    QCOMPARE(plan.files[0].etag, sha1);
    QCOMPARE(plan.files[1].etag, sha256);
    QCOMPARE(plan.size(), std::uint64_t(1010));
    QVERIFY(plan.refused.empty());
}

void DownloadPlanTest::plansWhatIsAskedFor() {
    const std::vector<hub::TreeEntry> tree{gitFile("README.md"), lfsFile("a-Q4_K_M.gguf"), lfsFile("a-Q8_0.gguf"),
                                           lfsFile("Q6_K/a-00001-of-00002.gguf")};
    QVERIFY((pathsOf(planFiles(wanting({"*.gguf"}, {"*Q8*"}), commit, tree)) ==
             std::vector<std::string>{"a-Q4_K_M.gguf", "Q6_K/a-00001-of-00002.gguf"}));
    QVERIFY((pathsOf(planFiles(wanting({"Q6_K/"}), commit, tree)) ==
             std::vector<std::string>{"Q6_K/a-00001-of-00002.gguf"}));
    QVERIFY(planFiles(wanting({"*.bin"}), commit, tree).files.empty());
    QVERIFY(planFiles(wanting({}, {"*"}), commit, tree).files.empty());
}

void DownloadPlanTest::takesExactNamesAsTheyAre() {
    QVERIFY((pathsOf(planFiles(wanting({"a[1].txt"}), commit, {gitFile("a[1].txt"), gitFile("a2.txt")})) ==
             std::vector<std::string>{"a[1].txt"}));
}

void DownloadPlanTest::refusesUnsafeNames() {
    const Plan plan = planFiles({}, commit, {gitFile("../evil"), gitFile("C:/evil"), gitFile("a\\b"), gitFile("fine")});
    QVERIFY((pathsOf(plan) == std::vector<std::string>{"fine"}));
    QCOMPARE(plan.refused.size(), std::size_t(3));
    QVERIFY(plan.refused[0].find("../evil") != std::string::npos);
}

void DownloadPlanTest::refusesWhatCannotBeChecked() {
    for (const std::string& hash :
         {std::string(), std::string("../../x"), std::string(39, '1'), std::string(40, 'G')}) {
        hub::TreeEntry entry = gitFile("a");
        entry.gitOid = hash;
        const Plan plan = planFiles({}, commit, {entry});
        QVERIFY(plan.files.empty());
        QCOMPARE(plan.refused.size(), std::size_t(1));
    }
    hub::TreeEntry entry = lfsFile("a");
    entry.sha256 = std::string(3, 'x');
    QVERIFY(planFiles({}, commit, {entry}).files.empty()); // the git hash is only the pointer's
}

void DownloadPlanTest::marksWhatCanRunCode() {
    for (const char* name : {"pytorch_model.bin", "a.PT", "x/y.pkl", "a.npz", "a.tar.ckpt"})
        QVERIFY2(isPickleName(name), name);
    for (const char* name : {"a.gguf", "model.safetensors", "bin", "a.bin/readme", "README.md"})
        QVERIFY2(!isPickleName(name), name);
    hub::TreeEntry entry = lfsFile("a.bin");
    entry.scan = hub::FileScan{hub::ScanStatus::Suspicious, {}, {}};
    const Plan plan = planFiles({}, commit, {entry});
    QVERIFY(plan.files[0].pickle);
    QVERIFY(plan.files[0].scan == hub::ScanStatus::Suspicious);
}

QTEST_GUILESS_MAIN(DownloadPlanTest)
#include "tst_download_plan.moc"
