// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "runtimes_test.h"

#include <orrery/platform/hashing.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>

using namespace orrery;
using namespace orrery::runtimes;
using namespace orrery::test;
using Kind = Packed::Kind;
using Step = InstallProgress::Step;
namespace fs = std::filesystem;

class TestRuntimesInstall : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_bench = std::make_unique<StoreBench>(at("runtimes"));
    }
    void cleanup() { m_bench.reset(); }
    void installs();
    void unpackedSystem();
    void namesAreUnique();
    void oddNames();
    void checksTheHash();
    void noEngine_data();
    void noEngine();
    void hangingEngine();
    void cancels();
    void oneAtATime();
    void twoStoresAtOnce();
    void storeGoes();
    void leftoversOfAKill();
    void foundAfterwards();
    void removes();
    void removesWhatForbidsWriting();
    void removesOnlyOurs();
    void inUse();
    void sizes();

private:
    [[nodiscard]] fs::path at(const char* name) const { return fs::path(m_folder->path().toStdString()) / name; }
    [[nodiscard]] fs::path release(const char* name = "llama-b11669-bin-ubuntu-x64.tar.gz") const {
        return writeArchive(at(name), fakeRelease());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StoreBench> m_bench;
};

void TestRuntimesInstall::installs() {
    const auto report = m_bench->install(release());
    QVERIFY2(report, report ? "" : describe(report.error()).c_str());
    QCOMPARE(report->runtime.folder.string(), at("runtimes/llama-b11669-bin-ubuntu-x64").string());
    QCOMPARE(report->runtime.version, std::string("0.7.0 (build 11669, commit abc)"));
    QVERIFY(report->runtime.kind == inference::RuntimeKind::Managed);
    QVERIFY(fs::is_regular_file(report->runtime.server));
    QVERIFY(leftovers(at("runtimes")).empty());
    QVERIFY(!m_bench->progress.empty());
    QVERIFY(m_bench->progress.front().step == Step::Unpacking && m_bench->progress.front().total > 0);
    QVERIFY(m_bench->progress.back().step == Step::Trying);
}

void TestRuntimesInstall::unpackedSystem() {
    const fs::path archive = writeArchive(
        at("runtime.tar.xz"),
        {{"rt/usr/bin/llama-server", Kind::File, "#!x", 0755},
         {"rt/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", Kind::File, "#!/bin/sh\nshift 3\n" + fakeServer(), 0755},
         {"rt/usr/lib/x86_64-linux-gnu/ggml/backends0/libggml-cpu-x64.so", Kind::File, "x", 0644}},
        Format::TarXz);
    const auto report = m_bench->install(archive);
    QVERIFY2(report, report ? "" : describe(report.error()).c_str());
    QCOMPARE(report->runtime.folder.string(), at("runtimes/runtime").string());
    QVERIFY(!report->runtime.loader.empty() && fs::exists(report->runtime.backends));
}

void TestRuntimesInstall::namesAreUnique() {
    const auto first = m_bench->install(release());
    const auto second = m_bench->install(release());
    const auto third = m_bench->install(release(), {}, "mine");
    QVERIFY(first && second && third);
    QVERIFY(first->runtime.folder != second->runtime.folder);
    QCOMPARE(second->runtime.folder.filename().string(), std::string("llama-b11669-bin-ubuntu-x64-2"));
    QCOMPARE(third->runtime.folder.filename().string(), std::string("mine"));
}

void TestRuntimesInstall::oddNames() {
    for (const char* name : {"../../up", ".hidden", "a/b", "  ", "\xF0\x9F\xA6\x99"}) {
        const auto report = m_bench->install(release(), {}, name);
        QVERIFY(report);
        QCOMPARE(report->runtime.folder.parent_path().string(), at("runtimes").string());
        QVERIFY(!report->runtime.folder.filename().string().starts_with('.'));
    }
    QVERIFY(!fs::exists(at("up")));
}

void TestRuntimesInstall::checksTheHash() {
    const fs::path archive = release();
    const auto wrong = m_bench->install(archive, std::string(64, 'a'));
    QVERIFY(!wrong && wrong.error().is(runtimes::Errc::WrongHash));
    QVERIFY(inference::locateRuntimes({{}, at("runtimes"), {}}).empty());
    QVERIFY(m_bench->install(archive, platform::sha256(readAll(archive))));
}

void TestRuntimesInstall::noEngine_data() {
    QTest::addColumn<QString>("content");
    QTest::newRow("nothing in it") << QString();
    QTest::newRow("not a program") << QStringLiteral("hello");
    QTest::newRow("another program") << QStringLiteral("#!/bin/sh\necho hello\n");
    QTest::newRow("fails") << QStringLiteral("#!/bin/sh\nexit 1\n");
}

void TestRuntimesInstall::noEngine() {
    QFETCH(QString, content);
    const bool none = content.isNull();
    const auto report =
        m_bench->install(writeArchive(at("a.tar.gz"), none ? std::vector<Packed>{{"README", Kind::File, "x"}}
                                                           : fakeRelease("top", content.toStdString())));
    QVERIFY(!report);
    QVERIFY2(report.error().is(runtimes::Errc::NoEngine), describe(report.error()).c_str());
    QVERIFY(leftovers(at("runtimes")).empty());
    QVERIFY(inference::locateRuntimes({{}, at("runtimes"), {}}).empty());
}

void TestRuntimesInstall::hangingEngine() {
    const fs::path archive = writeArchive(at("a.tar.gz"), fakeRelease("top", "#!/bin/sh\nsleep 60\n"));
    std::stop_source stop;
    StoreBench::Answer answer;
    const auto onProgress = [&](const InstallProgress& progress) {
        if (progress.step == Step::Trying) stop.request_stop();
    };
    const auto begin = std::chrono::steady_clock::now();
    m_bench->store.installArchive(archive, {}, {}, stop.get_token(), onProgress, StoreBench::into(answer));
    QVERIFY(m_bench->wait([&] { return answer.has_value(); }));
    QVERIFY(!*answer && answer->error().is(orrery::Errc::Cancelled));
    QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(15)); // far less than its time-out
    QVERIFY(leftovers(at("runtimes")).empty());
}

void TestRuntimesInstall::cancels() {
    auto entries = fakeRelease();
    entries.push_back({"llama-b11669/zeros", Kind::File, {}, 0644, 200U << 20U});
    const fs::path archive = writeArchive(at("a.tar.gz"), entries);
    std::stop_source stop;
    StoreBench::Answer answer;
    m_bench->store.installArchive(
        archive, {}, {}, stop.get_token(), [&](const InstallProgress&) { stop.request_stop(); },
        StoreBench::into(answer));
    QVERIFY(m_bench->wait([&] { return answer.has_value(); }));
    QVERIFY(!*answer && answer->error().is(orrery::Errc::Cancelled));
    QVERIFY(leftovers(at("runtimes")).empty());
    QVERIFY(inference::locateRuntimes({{}, at("runtimes"), {}}).empty());
    QVERIFY(m_bench->install(release()));
}

void TestRuntimesInstall::oneAtATime() {
    StoreBench::Answer first;
    StoreBench::Answer second;
    const auto archive = release(); // written once: the first installation reads it while the second is asked for
    m_bench->store.installArchive(archive, {}, {}, {}, {}, StoreBench::into(first));
    m_bench->store.installArchive(archive, {}, {}, {}, {}, StoreBench::into(second));
    QVERIFY(m_bench->wait([&] { return first && second; }));
    QVERIFY(*first);
    QVERIFY(!*second && second->error().is(runtimes::Errc::Busy));
}

void TestRuntimesInstall::twoStoresAtOnce() {
    StoreBench other(at("runtimes"));
    const fs::path archive = release();
    StoreBench::Answer first;
    StoreBench::Answer second;
    m_bench->store.installArchive(archive, {}, {}, {}, {}, StoreBench::into(first));
    other.store.installArchive(archive, {}, {}, {}, {}, StoreBench::into(second));
    QVERIFY(m_bench->wait([&] { return first.has_value(); }));
    QVERIFY(other.wait([&] { return second.has_value(); }));
    QVERIFY(*first && *second);
    QVERIFY((*first)->runtime.folder != (*second)->runtime.folder);
    QCOMPARE(inference::locateRuntimes({{}, at("runtimes"), {}}).size(), std::size_t{2});
    QVERIFY(leftovers(at("runtimes")).empty());
}

void TestRuntimesInstall::storeGoes() {
    StoreBench::Answer answer;
    auto services = StoreServices{m_bench->processes, m_bench->http, m_bench->workers, m_bench->executor};
    {
        RuntimeStore store(services, at("others"));
        store.installArchive(writeArchive(at("b.tar.gz"), fakeRelease("top", "#!/bin/sh\nsleep 60\n")), {}, {}, {}, {},
                             StoreBench::into(answer));
    }
    QVERIFY(m_bench->wait([&] { return answer.has_value(); }));
    QVERIFY(!*answer && answer->error().is(orrery::Errc::Cancelled));
}

void TestRuntimesInstall::leftoversOfAKill() {
    fs::create_directories(at("runtimes/.installing-abc123/tree/top"));
    std::ofstream(at("runtimes/.installing-abc123/tree/top/llama-server")) << "half";
    fs::permissions(at("runtimes/.installing-abc123/tree/top"), fs::perms::owner_read | fs::perms::owner_exec);
    fs::create_directories(at("runtimes/.installing-locked/tree"));
    const int lock = ::open(at("runtimes/.installing-locked").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    QCOMPARE(::flock(lock, LOCK_EX), 0); // as one at work in another process
    QVERIFY(inference::locateRuntimes({{}, at("runtimes"), {}}).empty());
    QVERIFY(m_bench->install(release()));
    QVERIFY(!fs::exists(at("runtimes/.installing-abc123")));
    QVERIFY(fs::exists(at("runtimes/.installing-locked/tree")));
    ::close(lock);
}

void TestRuntimesInstall::foundAfterwards() {
    QVERIFY(m_bench->install(release("llama-b9999-bin-ubuntu-x64.tar.gz")));
    QVERIFY(m_bench->install(release("llama-b11669-bin-ubuntu-x64.tar.gz")));
    const auto found = inference::locateRuntimes({{}, at("runtimes"), {}});
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0].folder.filename().string(), std::string("llama-b11669-bin-ubuntu-x64")); // the newer first
}

void TestRuntimesInstall::removes() {
    const auto report = m_bench->install(release());
    QVERIFY(report);
    const Status removed = m_bench->remove(report->runtime.folder);
    QVERIFY2(removed, removed ? "" : describe(removed.error()).c_str());
    QVERIFY(!fs::exists(report->runtime.folder));
    QVERIFY(leftovers(at("runtimes")).empty());
}

void TestRuntimesInstall::removesWhatForbidsWriting() {
    const auto report = m_bench->install(release());
    QVERIFY(report);
    fs::permissions(report->runtime.folder, fs::perms::owner_read | fs::perms::owner_exec);
    QVERIFY(m_bench->remove(report->runtime.folder / ""));
    QVERIFY(!fs::exists(report->runtime.folder));
    QVERIFY(leftovers(at("runtimes")).empty());
}

void TestRuntimesInstall::removesOnlyOurs() {
    fs::create_directories(at("elsewhere/llama"));
    fs::create_directories(at("runtimes/deep/er"));
    fs::create_directory_symlink(at("elsewhere/llama"), at("runtimes/link"));
    for (const char* place : {"elsewhere/llama", "runtimes/deep/er", "runtimes/link", "runtimes/missing", "runtimes",
                              "runtimes/deep/../../elsewhere", "runtimes/.", "runtimes/..", "runtimes/.lock"}) {
        const Status removed = m_bench->remove(at(place));
        QVERIFY2(!removed && removed.error().is(runtimes::Errc::NotOurs), place);
    }
    QVERIFY(fs::exists(at("elsewhere/llama")) && fs::exists(at("runtimes/deep/er")));
}

void TestRuntimesInstall::inUse() {
    const auto report = m_bench->install(release());
    QVERIFY(report);
    fs::copy_file("/bin/sleep", report->runtime.folder / "llama-bench");
    std::optional<std::int64_t> pid;
    platform::ChildProcess process(m_bench->processes, m_bench->executor);
    platform::ProcessSpec spec;
    spec.program = (report->runtime.folder / "llama-bench").string();
    spec.arguments = {"60"};
    process.start(spec, {[&](std::int64_t started) { pid = started; }, {}, {}, {}});
    QVERIFY(m_bench->wait([&] { return pid.has_value(); }));
    const Status removed = m_bench->remove(report->runtime.folder);
    QVERIFY(!removed && removed.error().is(runtimes::Errc::InUse));
    QVERIFY(fs::exists(report->runtime.server));
    process.end();
    QVERIFY(m_bench->wait([&] { return m_bench->remove(report->runtime.folder).has_value(); }));
}

void TestRuntimesInstall::sizes() {
    fs::create_directories(at("some/where"));
    std::ofstream(at("some/where/file")) << std::string(100000, 'x');
    fs::create_hard_link(at("some/where/file"), at("some/again"));
    fs::create_symlink("/", at("some/root"));
    const auto size = RuntimeStore::size(at("some"));
    QVERIFY2(size >= 100000 && size < 150000, std::to_string(size).c_str());
    QCOMPARE(RuntimeStore::size(at("missing")), std::uint64_t{0});
}

QTEST_GUILESS_MAIN(TestRuntimesInstall)
#include "tst_runtimes_install.moc"
