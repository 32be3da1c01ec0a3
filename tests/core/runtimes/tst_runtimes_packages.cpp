// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "packages.h"
#include "runtimes_test.h"

#include <orrery/platform/errc.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

using namespace orrery;
using namespace orrery::runtimes;
using namespace orrery::test;
using Step = InstallProgress::Step;
namespace fs = std::filesystem;

namespace {

bool holds(const std::vector<std::string>& arguments, const std::string& one) {
    return std::ranges::find(arguments, one) != arguments.end();
}

/// What mmdebstrap does, on a small scale: its last argument is the folder to fill.
std::string scriptOf(const std::string& body) {
    return "#!/bin/sh\nfor target; do :; done\necho 'I: running apt-get update...' >&2\n" + body;
}

} // namespace

class TestRuntimesPackages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void command();
    void saysWhatIsMissing();
    void steps();
    void failures_data();
    void failures();
    void installs();
    void fails();
    void cancels();

private:
    [[nodiscard]] fs::path at(const char* name) const { return fs::path(m_folder->path().toStdString()) / name; }
    void writeTool(const std::string& script) const {
        fs::create_directories(at("bin"));
        std::ofstream(at("bin/mmdebstrap")) << script;
        fs::permissions(at("bin/mmdebstrap"), fs::perms::owner_all);
    }

    QByteArray m_path;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StoreBench> m_bench;
};

void TestRuntimesPackages::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = qgetenv("PATH");
    qputenv("PATH", QByteArray(at("bin").c_str()) + ':' + m_path);
    m_bench = std::make_unique<StoreBench>(at("runtimes"));
}

void TestRuntimesPackages::cleanup() {
    m_bench.reset();
    qputenv("PATH", m_path);
}

void TestRuntimesPackages::command() {
    const PackageTools tools{"/usr/bin/mmdebstrap", "/keys.gpg", true, false};
    const auto plain = packagesCommand(tools, false, "/there/tree");
    QVERIFY(plain);
    QCOMPARE(plain->program, std::string("/usr/bin/mmdebstrap"));
    QCOMPARE(plain->arguments.back(), std::string("/there/tree"));
    QVERIFY(holds(plain->arguments, "--variant=extract") && holds(plain->arguments, "--mode=chrootless"));
    QVERIFY(holds(plain->arguments, "--include=llama.cpp-tools") && holds(plain->arguments, "--keyring=/keys.gpg"));
    const auto vulkan = packagesCommand({"/usr/bin/mmdebstrap", "/keys.gpg", true, true}, true, "/there/tree");
    QVERIFY(vulkan && holds(vulkan->arguments, "--mode=auto"));
    QVERIFY(holds(vulkan->arguments, "--include=llama.cpp-tools,libggml0-backend-vulkan,mesa-vulkan-drivers"));
}

void TestRuntimesPackages::saysWhatIsMissing() {
    const auto whyNot = [](const PackageTools& tools) {
        const auto command = packagesCommand(tools, false, "/there");
        return !command && command.error().is(runtimes::Errc::NoPackages)
                   ? QString::fromStdString(command.error().message)
                   : QString();
    };
    QVERIFY(whyNot({{}, "/keys.gpg", true, true}).contains(QStringLiteral("apt install mmdebstrap")));
    QVERIFY(whyNot({"/m", {}, true, true}).contains(QStringLiteral("debian-archive-keyring")));
    QVERIFY(whyNot({"/m", "/keys.gpg", false, true}).contains(QStringLiteral("Debian")));
}

void TestRuntimesPackages::steps() {
    QVERIFY(packageStep("I: running apt-get update...") == PackageStep::Lists);
    QVERIFY(packageStep("I: downloading packages with apt...") == PackageStep::Packages);
    QVERIFY(packageStep("I: extracting archives...") == PackageStep::Unpacking);
    QVERIFY(packageStep("I: downloading packages...\nW: x\nI: extracting archives...\n") == PackageStep::Unpacking);
    QVERIFY(!packageStep("I: success in 4.2263 seconds"));
}

void TestRuntimesPackages::failures_data() {
    QTest::addColumn<QString>("output");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* output, const char* says) {
        QTest::newRow(output) << QString::fromLatin1(output) << QString::fromLatin1(says);
    };
    row("W: Failed to fetch http://x/InRelease  Temporary failure resolving 'x'", "cannot be reached");
    row("Err:1 http://x forky InRelease\n  Could not connect to x:80", "cannot be reached");
    row("tar: ./usr: Cannot write: No space left on device", "disk is full");
    row("E: The repository 'http://x forky InRelease' is not signed.", "signed");
    row("E: Unable to locate package llama.cpp-tools", "no llama.cpp");
    row("E: something else", "could not be made");
}

void TestRuntimesPackages::failures() {
    QFETCH(QString, output);
    QFETCH(QString, says);
    const Error error = packagesFailure(output.toStdString(), "/there");
    QVERIFY2(QString::fromStdString(error.message).contains(says), error.message.c_str());
    QCOMPARE(error.detail, output.toStdString());
    QVERIFY(packagesFailure(std::string(1000000, 'x'), "/there").detail.size() < 10000);
}

void TestRuntimesPackages::installs() {
    if (!findPackageTools().debian || findPackageTools().keyring.empty()) QSKIP("not on Debian");
    writeTool(scriptOf("echo 'I: extracting archives...' >&2\nlib=\"$target/usr/lib/x86_64-linux-gnu\"\n"
                       "mkdir -p \"$target/usr/bin\" \"$lib\"\necho x >\"$target/usr/bin/llama-server\"\n"
                       "cat >\"$lib/ld-linux-x86-64.so.2\" <<'END'\n#!/bin/sh\nshift 3\n" +
                       fakeServer() + "END\n"));
    StoreBench::Answer answer;
    m_bench->store.installPackages(false, {}, m_bench->onProgress(), StoreBench::into(answer));
    QVERIFY(m_bench->wait([&] { return answer.has_value(); }));
    QVERIFY2(*answer, *answer ? "" : describe(answer->error()).c_str());
    QCOMPARE((*answer)->runtime.folder.filename().string(), std::string("llama.cpp-debian"));
    const auto unpacked = std::ranges::find(m_bench->progress, Step::Unpacking, &InstallProgress::step);
    QVERIFY(unpacked != m_bench->progress.end());
    QVERIFY(m_bench->progress.front().step == Step::Downloading);
    QVERIFY(leftovers(at("runtimes")).empty());
}

void TestRuntimesPackages::fails() {
    if (!findPackageTools().debian || findPackageTools().keyring.empty()) QSKIP("not on Debian");
    writeTool(
        scriptOf("mkdir -p \"$target/usr\"\necho \"Temporary failure resolving 'deb.example.org'\" >&2\nexit 1\n"));
    StoreBench::Answer answer;
    m_bench->store.installPackages(false, {}, {}, StoreBench::into(answer));
    QVERIFY(m_bench->wait([&] { return answer.has_value(); }));
    QVERIFY(!*answer && answer->error().is(runtimes::Errc::NoPackages));
    QVERIFY(answer->error().message.find("cannot be reached") != std::string::npos);
    QVERIFY(leftovers(at("runtimes")).empty());
}

void TestRuntimesPackages::cancels() {
    if (!findPackageTools().debian || findPackageTools().keyring.empty()) QSKIP("not on Debian");
    writeTool(scriptOf("mkdir -p \"$target/usr\"\ntouch \"$target/usr/begun\"\nsleep 60\n"));
    std::stop_source stop;
    StoreBench::Answer answer;
    m_bench->store.installPackages(true, stop.get_token(), {}, StoreBench::into(answer));
    const auto begun = [&] {
        const auto hidden = fs::exists(at("runtimes")) ? leftovers(at("runtimes")) : std::vector<std::string>();
        return !hidden.empty() && fs::exists(at("runtimes") / hidden[0] / "tree/usr/begun");
    };
    QVERIFY(m_bench->wait(begun));
    stop.request_stop();
    QVERIFY(m_bench->wait([&] { return answer.has_value(); }));
    QVERIFY(!*answer && answer->error().is(orrery::Errc::Cancelled));
    QVERIFY(leftovers(at("runtimes")).empty());
}

QTEST_GUILESS_MAIN(TestRuntimesPackages)
#include "tst_runtimes_packages.moc"
