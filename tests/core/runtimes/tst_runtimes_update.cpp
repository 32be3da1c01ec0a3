// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "origin.h"
#include "packages.h"
#include "runtimes_test.h"

#include <orrery/platform/hashing.h>

#include <cstdlib>
#include <fstream>
#include <map>

using namespace orrery;
using namespace orrery::runtimes;
using namespace orrery::test;
using Step = InstallProgress::Step;
namespace fs = std::filesystem;

namespace {

using UpdateAnswer = std::optional<Result<Update>>;

std::string archiveName(const std::string& tag) {
    return std::string("llama-").append(tag).append("-bin-ubuntu-x64.tar.gz");
}

std::string archivePath(const std::string& tag) {
    return std::string("/").append(archiveName(tag));
}

} // namespace

/// An engine of a release server, and a newer one there.
class TestRuntimesUpdate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void replaces();
    void keepsItsOwnName();
    void nothingNewer();
    void olderIsNotNewer();
    void doesNotWork();
    void wrongHash();
    void serverGone();
    void inUse();
    void usedMeanwhile();
    void cancels();
    void unknownOrigin();
    void notOurs();
    void otherArchives();
    void packages();
    void origins_data();
    void origins();
    void fixedAddress();

private:
    [[nodiscard]] fs::path at(const std::string& name) const { return fs::path(m_folder->path().toStdString()) / name; }
    void offer(const std::string& tag, const std::string& server, const std::string& hash = {});
    Result<inference::RuntimeReport> installOffered();
    Result<Update> update(const fs::path& folder, const std::function<void(const InstallProgress&)>& onProgress = {});
    void verifyAsBefore(const fs::path& folder, const std::string& program);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<fakes::FakeHttpServer> m_server;
    std::unique_ptr<StoreBench> m_bench;
    std::map<std::string, std::string> m_archives;
    std::stop_source m_stop;
    QByteArray m_path;
};

void TestRuntimesUpdate::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<fakes::FakeHttpServer>();
    m_bench = std::make_unique<StoreBench>(at("runtimes"));
    m_stop = {};
    m_path = qgetenv("PATH");
}

void TestRuntimesUpdate::cleanup() {
    m_bench.reset();
    qputenv("PATH", m_path);
}

void TestRuntimesUpdate::offer(const std::string& tag, const std::string& server, const std::string& hash) {
    const std::string name = archiveName(tag);
    m_archives[tag] = readAll(writeArchive(at(name), fakeRelease("llama-" + tag, server)));
    m_server->route(archivePath(tag), [this, tag](const fakes::FakeRequest& request) {
        return fakes::fileResponse(request, m_archives[tag]);
    });
    const std::string digest = hash.empty() ? platform::sha256(m_archives[tag]) : hash;
    m_server->route("/releases/latest",
                    fakes::FakeResponse{.body = R"({"tag_name": ")" + tag + R"(", "assets": [{"name": ")" + name +
                                                R"(", "browser_download_url": ")" + m_server->url(archivePath(tag)) +
                                                R"(", "size": )" + std::to_string(m_archives[tag].size()) +
                                                R"(, "digest": "sha256:)" + digest + R"("}]})"});
}

Result<inference::RuntimeReport> TestRuntimesUpdate::installOffered() {
    std::optional<Result<Release>> release;
    m_bench->store.askRelease(m_server->url("/releases/latest"), {},
                              [&](Result<Release> r) { release = std::move(r); });
    if (!m_bench->wait([&] { return release.has_value(); }) || !*release) throw std::runtime_error("no release");
    return m_bench->install((*release)->assets.at(0), (*release)->tag);
}

Result<Update> TestRuntimesUpdate::update(const fs::path& folder,
                                          const std::function<void(const InstallProgress&)>& onProgress) {
    UpdateAnswer answer;
    m_bench->progress.clear();
    m_bench->store.update(folder, m_stop.get_token(), onProgress ? onProgress : m_bench->onProgress(),
                          [&](Result<Update> result) { answer = std::move(result); });
    if (!m_bench->wait([&] { return answer.has_value(); })) throw std::runtime_error("the update never ended");
    return *answer;
}

void TestRuntimesUpdate::verifyAsBefore(const fs::path& folder, const std::string& program) {
    QVERIFY(leftovers(at("runtimes")).empty());
    const auto found = inference::locateRuntimes({{}, at("runtimes"), {}});
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].folder.string(), folder.string());
    QCOMPARE(readAll(found[0].server), program);
}

void TestRuntimesUpdate::replaces() {
    offer("b100", fakeServer("0.1 (build 100)"));
    const auto old = installOffered();
    QVERIFY2(old, old ? "" : describe(old.error()).c_str());
    QVERIFY(RuntimeStore::canUpdate(at("runtimes"), old->runtime.folder));
    offer("b101", fakeServer("0.1 (build 101)"));
    const auto updated = update(old->runtime.folder / "");
    QVERIFY2(updated, updated ? "" : describe(updated.error()).c_str());
    QVERIFY(updated->replaced);
    QCOMPARE(updated->version, std::string("0.1 (build 101)"));
    QCOMPARE(updated->folder.string(), at("runtimes/llama-b101-bin-ubuntu-x64").string());
    verifyAsBefore(updated->folder, fakeServer("0.1 (build 101)"));
    QVERIFY(m_bench->progress.front().step == Step::Downloading && m_bench->progress.back().step == Step::Trying);
    offer("b102", fakeServer("0.1 (build 102)")); // and again, by what was kept the second time
    QVERIFY(update(updated->folder)->replaced);
}

void TestRuntimesUpdate::keepsItsOwnName() {
    offer("b100", fakeServer("0.1 (build 100)"));
    const auto old = installOffered();
    QVERIFY(old);
    fs::rename(old->runtime.folder, at("runtimes/mine"));
    offer("b101", fakeServer("0.1 (build 101)"));
    const auto updated = update(at("runtimes/mine"));
    QVERIFY(updated && updated->replaced);
    QCOMPARE(updated->folder.string(), at("runtimes/mine").string());
    verifyAsBefore(at("runtimes/mine"), fakeServer("0.1 (build 101)"));
}

void TestRuntimesUpdate::nothingNewer() {
    offer("b100", fakeServer());
    const auto old = installOffered();
    QVERIFY(old);
    const auto updated = update(old->runtime.folder);
    QVERIFY(updated && !updated->replaced);
    QCOMPARE(updated->version, std::string("b100"));
    QCOMPARE(m_server->count(archivePath("b100")), 1); // not fetched again
    verifyAsBefore(old->runtime.folder, fakeServer());
}

void TestRuntimesUpdate::olderIsNotNewer() {
    offer("b100", fakeServer());
    const auto old = installOffered();
    offer("b99", fakeServer("0.0 (build 99)"));
    const auto updated = update(old->runtime.folder);
    QVERIFY(updated && !updated->replaced);
    verifyAsBefore(old->runtime.folder, fakeServer());
}

void TestRuntimesUpdate::doesNotWork() {
    offer("b100", fakeServer());
    const auto old = installOffered();
    offer("b101", "#!/bin/sh\nexit 1\n");
    const auto updated = update(old->runtime.folder);
    QVERIFY(!updated && updated.error().is(runtimes::Errc::NoEngine));
    verifyAsBefore(old->runtime.folder, fakeServer());
}

void TestRuntimesUpdate::wrongHash() {
    offer("b100", fakeServer());
    const auto old = installOffered();
    offer("b101", fakeServer("0.1 (build 101)"), std::string(64, 'a'));
    const auto updated = update(old->runtime.folder);
    QVERIFY(!updated && updated.error().is(runtimes::Errc::WrongHash));
    verifyAsBefore(old->runtime.folder, fakeServer());
}

void TestRuntimesUpdate::serverGone() {
    offer("b100", fakeServer());
    const auto old = installOffered();
    m_server->route("/releases/latest", fakes::FakeResponse{.status = 404});
    const auto updated = update(old->runtime.folder);
    QVERIFY(!updated && updated.error().is(runtimes::Errc::BadRelease));
    verifyAsBefore(old->runtime.folder, fakeServer());
}

namespace {

/// A program that runs from that folder as long as this lives.
class RunningFrom {
public:
    RunningFrom(StoreBench& bench, const fs::path& folder) : m_process(bench.processes, bench.executor) {
        fs::copy_file("/bin/sleep", folder / "llama-bench", fs::copy_options::overwrite_existing);
        platform::ProcessSpec spec;
        spec.program = (folder / "llama-bench").string();
        spec.arguments = {"60"};
        m_process.start(spec, {[this](std::int64_t) { m_started = true; }, {}, {}, {}});
        if (!bench.wait([&] { return m_started; })) throw std::runtime_error("sleep does not start");
    }
    ~RunningFrom() { m_process.end(); }

private:
    bool m_started = false;
    platform::ChildProcess m_process;
};

} // namespace

void TestRuntimesUpdate::inUse() {
    offer("b100", fakeServer());
    const auto old = installOffered();
    offer("b101", fakeServer("0.1 (build 101)"));
    const RunningFrom running(*m_bench, old->runtime.folder);
    const auto updated = update(old->runtime.folder);
    QVERIFY(!updated && updated.error().is(runtimes::Errc::InUse));
    QCOMPARE(m_server->count(archivePath("b101")), 0); // known before anything is fetched
    verifyAsBefore(old->runtime.folder, fakeServer());
}

void TestRuntimesUpdate::usedMeanwhile() {
    offer("b100", fakeServer());
    const auto old = installOffered();
    const fs::path begun = at("begun");
    const fs::path goOn = at("go-on");
    offer("b101", "#!/bin/sh\ntouch '" + begun.string() + "'\nwhile [ ! -e '" + goOn.string() +
                      "' ]; do sleep 0.05; done\n" +
                      fakeServer("0.1 (build 101)").substr(std::string("#!/bin/sh\n").size()));
    UpdateAnswer answer;
    m_bench->store.update(old->runtime.folder, {}, {}, [&](Result<Update> result) { answer = std::move(result); });
    QVERIFY(m_bench->wait([&] { return fs::exists(begun); }));
    const RunningFrom running(*m_bench, old->runtime.folder);
    std::ofstream(goOn).flush();
    QVERIFY(m_bench->wait([&] { return answer.has_value(); }));
    QVERIFY(!*answer && answer->error().is(runtimes::Errc::InUse));
    verifyAsBefore(old->runtime.folder, fakeServer());
}

void TestRuntimesUpdate::cancels() {
    offer("b100", fakeServer());
    const auto old = installOffered();
    offer("b101", "#!/bin/sh\nsleep 60\n");
    const auto updated = update(old->runtime.folder, [&](const InstallProgress& progress) {
        if (progress.step == Step::Trying) m_stop.request_stop();
    });
    QVERIFY(!updated && updated.error().is(orrery::Errc::Cancelled));
    verifyAsBefore(old->runtime.folder, fakeServer());
}

void TestRuntimesUpdate::unknownOrigin() {
    auto entries = fakeRelease();
    entries.push_back({"llama-b11669/.orrery-origin.json", Packed::Kind::File,
                       R"({"kind": "release", "address": "https://elsewhere.example.org/", "tag": "b1"})"});
    const auto report = m_bench->install(writeArchive(at("a.tar.gz"), entries));
    QVERIFY(report);
    QVERIFY(
        !RuntimeStore::canUpdate(at("runtimes"), report->runtime.folder)); // an archive does not say where it came from
    const auto updated = update(report->runtime.folder);
    QVERIFY(!updated && updated.error().is(runtimes::Errc::NoOrigin));
    verifyAsBefore(report->runtime.folder, fakeServer());
}

void TestRuntimesUpdate::notOurs() {
    fs::create_directories(at("elsewhere/llama"));
    fs::create_directories(at("runtimes"));
    QVERIFY(!RuntimeStore::canUpdate(at("runtimes"), at("elsewhere/llama")));
    fs::create_directories(at("runtimes/llama.cpp/usr/bin")); // as ./dev makes it
    QVERIFY(!RuntimeStore::canUpdate(at("runtimes"), at("runtimes/llama.cpp")));
    std::ofstream(at("runtimes/llama.cpp/usr/bin/llama-server")) << "a program";
    QVERIFY(RuntimeStore::canUpdate(at("runtimes"), at("runtimes/llama.cpp")));
    const auto updated = update(at("elsewhere/llama"));
    QVERIFY(!updated && updated.error().is(runtimes::Errc::NotOurs));
}

void TestRuntimesUpdate::otherArchives() {
    const Origin origin{Origin::Kind::Release, "https://x/releases/latest", "b1",
                        "llama-b1-bin-ubuntu-vulkan-x64.tar.gz", "Vulkan"};
    Release release{"b2", 2, {}, {}};
    release.assets = {{"llama-b2-bin-ubuntu-x64.tar.gz", "u", 0, {}, "CPU", true},
                      {"llama-b2-bin-linux-vulkan-x64.tar.gz", "u", 0, {}, "Vulkan", true}};
    QCOMPARE(successor(release, origin)->name, release.assets[1].name); // its name has changed
    release.assets.push_back({"llama-b2-bin-ubuntu-vulkan-x64.tar.gz", "u", 0, {}, "Vulkan", true});
    QCOMPARE(successor(release, origin)->name, release.assets[2].name);
    release.assets.resize(1);
    QVERIFY(!successor(release, origin) && successor(release, origin).error().is(orrery::Errc::NotFound));
}

void TestRuntimesUpdate::packages() {
    if (!findPackageTools().debian || findPackageTools().keyring.empty()) QSKIP("not on Debian");
    const auto offerPackages = [&](const std::string& server) {
        fs::create_directories(at("bin"));
        std::ofstream(at("bin/mmdebstrap"))
            << "#!/bin/sh\nfor target; do :; done\nlib=\"$target/usr/lib/x86_64-linux-gnu\"\n"
               "mkdir -p \"$target/usr/bin\" \"$lib\" \"$target/var\"\ndate +%N >\"$target/var/when\"\n"
               "echo x >\"$target/usr/bin/llama-server\"\n"
               "cat >\"$lib/ld-linux-x86-64.so.2\" <<'END'\n#!/bin/sh\nshift 3\n"
            << server << "END\n";
        fs::permissions(at("bin/mmdebstrap"), fs::perms::owner_all);
    };
    qputenv("PATH", QByteArray(at("bin").c_str()) + ':' + m_path);
    offerPackages(fakeServer("1.0"));
    StoreBench::Answer old;
    m_bench->store.installPackages(false, {}, {}, StoreBench::into(old));
    QVERIFY(m_bench->wait([&] { return old.has_value(); }));
    QVERIFY2(*old, *old ? "" : describe(old->error()).c_str());
    const fs::path folder = (*old)->runtime.folder;
    fs::remove(folder / ".orrery-origin.json"); // one installed before origins were kept
    const auto same = update(folder);
    QVERIFY2(same, same ? "" : describe(same.error()).c_str());
    QVERIFY(!same->replaced && same->folder == folder);
    offerPackages(fakeServer("2.0"));
    const auto newer = update(folder);
    QVERIFY(newer && newer->replaced && newer->folder == folder);
    QCOMPARE(newer->version, std::string("2.0"));
    QVERIFY(leftovers(at("runtimes")).empty());
    QCOMPARE(inference::locateRuntimes({{}, at("runtimes"), {}}).size(), std::size_t{1});
}

void TestRuntimesUpdate::origins_data() {
    QTest::addColumn<QString>("json");
    for (const char* json : {"", "[]", "{}", "null", "{\"kind\": 1}", "{\"kind\": \"other\"}", "\xFF"})
        QTest::newRow(json) << QString::fromLatin1(json);
}

void TestRuntimesUpdate::origins() {
    QFETCH(QString, json);
    QVERIFY(!readOrigin(json.toStdString()));
    const Origin origin{Origin::Kind::Release, "https://x/\"y\"", "b1", "a.tar.gz", "CUDA 12.4"};
    const auto again = readOrigin(writeOrigin(origin));
    QVERIFY(again && again->kind == origin.kind && again->address == origin.address && again->tag == origin.tag);
    QVERIFY(again->asset == origin.asset && again->backend == origin.backend);
    QVERIFY(readOrigin(writeOrigin({.kind = Origin::Kind::Packages, .vulkan = true}))->vulkan);
    QVERIFY(!canBeAsked(*readOrigin("{\"kind\": \"release\"}")));
}

void TestRuntimesUpdate::fixedAddress() {
    const auto newest = [](const char* address) {
        return newestAddress({.kind = Origin::Kind::Release, .address = address});
    };
    QCOMPARE(newest("https://api.github.com/repos/a/b/releases/tags/b7"),
             std::string("https://api.github.com/repos/a/b/releases/latest"));
    QCOMPARE(newest("https://x/releases/latest"), std::string("https://x/releases/latest"));
}

QTEST_GUILESS_MAIN(TestRuntimesUpdate)
#include "tst_runtimes_update.moc"
