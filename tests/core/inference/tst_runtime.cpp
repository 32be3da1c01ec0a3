// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include <orrery/inference/backends.h>
#include <orrery/inference/engine_report.h>
#include <orrery/inference/errors.h>

#include <chrono>
#include <filesystem>
#include <fstream>

using namespace orrery;
using namespace orrery::inference;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, const std::string& text = {}) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
    fs::permissions(path, fs::perms::owner_all);
}

void writeUnpacked(const fs::path& folder) {
    write(folder / "usr/bin/llama-server");
    write(folder / "usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2");
    write(folder / "usr/lib/x86_64-linux-gnu/ggml/backends0/libggml-cpu-x64.so");
}

EngineReport examine(RuntimeSearch search) {
    ManualExecutor executor;
    platform::EventThread thread;
    std::optional<EngineReport> report;
    examineEngines(thread, executor, std::move(search), [&](EngineReport found) { report = std::move(found); });
    executor.runUntil([&] { return report.has_value(); }, std::chrono::seconds(30));
    return report.value();
}

} // namespace

class TestRuntime : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void bestFirst();
    void kindsOfPlaces();
    void backends();
    void versions();
    void devices();
    void nothingFound();
    void configuredPlaceIsWrong();
    void programThatIsNoEngine();
    void programThatIsOne();

private:
    [[nodiscard]] fs::path at(const char* name) const { return m_folder->filePath(name).toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRuntime::bestFirst() {
    writeUnpacked(at("mine"));
    writeUnpacked(at("runtimes/llama-0.6.0"));
    writeUnpacked(at("runtimes/llama-0.7.0"));
    write(at("runtimes/notes.txt"));
    write(at("bin/llama-server"));
    const auto found = locateRuntimes({at("mine"), at("runtimes"), at("bin/llama-server")});
    QCOMPARE(found.size(), std::size_t{4});
    QVERIFY(found[0].kind == RuntimeKind::Configured);
    QCOMPARE(found[1].folder.string(), at("runtimes/llama-0.7.0").string());
    QVERIFY(found[2].kind == RuntimeKind::Managed);
    QVERIFY(found[3].kind == RuntimeKind::Path && found[3].folder.empty());
}

void TestRuntime::kindsOfPlaces() {
    writeUnpacked(at("unpacked"));
    const auto unpacked = inspectRuntime(at("unpacked"), RuntimeKind::Managed);
    QVERIFY(unpacked);
    QCOMPARE(unpacked->loader.filename().string(), std::string("ld-linux-x86-64.so.2"));
    QCOMPARE(unpacked->backends.filename().string(), std::string("backends0"));

    write(at("release/build/bin/llama-server"));
    const auto release = inspectRuntime(at("release"), RuntimeKind::Configured);
    QVERIFY(release && release->loader.empty());
    QCOMPARE(release->server.string(), at("release/build/bin/llama-server").string());

    write(at("incomplete/usr/bin/llama-server"));
    QVERIFY(!inspectRuntime(at("incomplete"), RuntimeKind::Managed));
    QVERIFY(!inspectRuntime(at("missing"), RuntimeKind::Managed));
}

void TestRuntime::backends() {
    writeUnpacked(at("unpacked"));
    write(at("unpacked/usr/lib/x86_64-linux-gnu/ggml/backends0/libggml-cpu-haswell.so"));
    write(at("unpacked/usr/lib/x86_64-linux-gnu/ggml/backends0/libggml-vulkan.so"));
    const auto unpacked = inspectRuntime(at("unpacked"), RuntimeKind::Managed);
    QVERIFY((findBackends(unpacked.value()) == std::vector<std::string>{"CPU (2 variants)", "Vulkan"}));

    write(at("release/bin/llama-server"));
    write(at("release/lib/libggml-cpu.so.0"));
    write(at("release/lib/libggml-cuda.so"));
    write(at("release/lib/libggml-base.so"));
    const auto release = inspectRuntime(at("release"), RuntimeKind::Managed);
    QVERIFY((findBackends(release.value()) == std::vector<std::string>{"CPU", "CUDA"}));
    QVERIFY(findBackends({RuntimeKind::Path, {}, at("release/bin/llama-server"), {}, {}, {}}).empty());
}

void TestRuntime::versions() {
    QCOMPARE(parseVersion("noise\nversion: 0.7.0 (build 11669, commit Debian)\nbuilt with GNU\n").value_or(""),
             std::string("0.7.0 (build 11669, commit Debian)"));
    QVERIFY(!parseVersion("llama, the animal\n"));
}

void TestRuntime::devices() {
    QVERIFY(parseDevices("Available devices:\n  (none)\n").empty());
    const auto found =
        parseDevices("Available devices:\n  Vulkan0: llvmpipe (LLVM 21.1.8, 256 bits) (24105 MiB, 23464 MiB free)\n");
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY(found.front().starts_with("Vulkan0: llvmpipe"));
}

void TestRuntime::nothingFound() {
    const auto report = examine({{}, at("runtimes"), {}});
    QVERIFY(report.runtimes.empty());
    QVERIFY(report.sandbox.has_value() != report.sandboxProblem.has_value());
    const auto host = report.host();
    QVERIFY(!host && host.error().is(inference::Errc::NoRuntime));
    QVERIFY(QString::fromStdString(host.error().message).contains("llama.cpp"));
}

void TestRuntime::configuredPlaceIsWrong() {
    const auto report = examine({at("elsewhere"), {}, {}});
    QVERIFY(QString::fromStdString(report.nextStep()).contains("elsewhere"));
}

void TestRuntime::programThatIsNoEngine() {
    write(at("llama-server"), "#!/bin/sh\necho hello\n");
    const auto report = examine({{}, {}, at("llama-server")});
    QCOMPARE(report.runtimes.size(), std::size_t{1});
    const auto host = report.host();
    QVERIFY(!host && host.error().is(inference::Errc::RuntimeBroken));
}

void TestRuntime::programThatIsOne() {
    write(at("broken"), "not a program");
    write(at("llama-server"), "#!/bin/sh\n[ \"$1\" = --version ] && echo 'version: 9.9 (build 1, commit x)' >&2 || "
                              "echo '  CUDA0: A card (8 MiB, 7 MiB free)'\n");
    const auto report = examine({at("broken"), {}, at("llama-server")});
    const auto host = report.host();
    QVERIFY2(host, host ? "" : describe(host.error()).c_str());
    QCOMPARE(host->runtime.version, std::string("9.9 (build 1, commit x)"));
    QVERIFY(report.runtimes[0].problem);
    QCOMPARE(report.runtimes[1].devices.size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestRuntime)
#include "tst_runtime.moc"
