// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/engine_command_line.h>

#include <QTest>

#include <numeric>

using namespace orrery;
using namespace orrery::inference;

namespace {

std::string line(const platform::ProcessSpec& spec) {
    return std::accumulate(spec.arguments.begin(), spec.arguments.end(), spec.program,
                           [](const std::string& all, const std::string& next) { return all + ' ' + next; });
}

EngineRuntime unpacked() {
    const std::filesystem::path libraries = "/data/runtimes/llama/usr/lib/x86_64-linux-gnu";
    return {RuntimeKind::Managed,
            "/data/runtimes/llama",
            "/data/runtimes/llama/usr/bin/llama-server",
            libraries / "ld-linux-x86-64.so.2",
            libraries / "ggml/backends0",
            {}};
}

EngineSettings settings() {
    EngineSettings settings;
    settings.model = "/models/My Model.gguf";
    return settings;
}

EngineLaunch launch(const char* bwrap = "") {
    return {4096, 3, false, "/run/user/1000/orrery/engine-1", bwrap, false, {}, {}};
}

constexpr const char* isolation = "/usr/bin/bwrap --unshare-all --die-with-parent --new-session --cap-drop ALL ";
constexpr const char* common =
    " --offline --no-ui -np 1 -c 4096 --cache-ram 0 --sse-ping-interval -1 -b 256 -ub 256 -t 3 "
    "--threads-http 16 --log-jsonl -lv 4";

} // namespace

class TestEngineCommandLine : public QObject {
    Q_OBJECT

private slots:
    void unpackedInTheSandbox();
    void unpackedThroughItsOwnLoader();
    void installedProgram();
    void releaseFolder();
    void settingsAreFollowed();
    void modelSettingsAreFollowed();
    void limitReachesTheEngine();
    void splitModel();
    void projector();
    void graphicsCard();
    void graphicsCardWithTheSystemsDrivers();
};

void TestEngineCommandLine::unpackedInTheSandbox() {
    const auto command = engineCommand(unpacked(), settings(), launch("/usr/bin/bwrap"));
    QVERIFY(command.sandboxed);
    QCOMPARE(command.socket.string(), std::string("/run/user/1000/orrery/engine-1/e.sock"));
    QVERIFY(!command.process.inheritEnvironment);
    QCOMPARE(command.process.environment.at("GOMP_SPINCOUNT"), std::string("1000"));
    QCOMPARE(command.process.environment.at("HOME"), std::string("/tmp"));
    QCOMPARE(
        line(command.process),
        isolation +
            std::string("--ro-bind /data/runtimes/llama/usr /usr --symlink usr/lib /lib --symlink usr/lib64 /lib64 "
                        "--symlink usr/bin /bin "
                        "--proc /proc --dev /dev --tmpfs /tmp --dir /run --ro-bind /models/My Model.gguf /model.gguf "
                        "--bind /run/user/1000/orrery/engine-1 /run/engine --chdir /tmp -- "
                        "/usr/bin/llama-server -m /model.gguf -a My Model --host /run/engine/e.sock") +
            common + " -nr");
}

void TestEngineCommandLine::unpackedThroughItsOwnLoader() {
    const auto command = engineCommand(unpacked(), settings(), launch());
    QVERIFY(!command.sandboxed);
    QVERIFY(!command.process.inheritEnvironment);
    QCOMPARE(command.process.workingDirectory,
             std::string("/data/runtimes/llama/usr/lib/x86_64-linux-gnu/ggml/backends0"));
    const std::string libraries = "/data/runtimes/llama/usr/lib/x86_64-linux-gnu";
    QCOMPARE(line(command.process),
             libraries + "/ld-linux-x86-64.so.2 --library-path " + libraries + ':' + libraries +
                 "/llama /data/runtimes/llama/usr/bin/llama-server -m /models/My Model.gguf -a My Model "
                 "--host /run/user/1000/orrery/engine-1/e.sock" +
                 common + " -nr");
}

void TestEngineCommandLine::installedProgram() {
    EngineRuntime installed;
    installed.server = "/usr/bin/llama-server";
    const auto plain = engineCommand(installed, settings(), launch());
    QCOMPARE(plain.process.program, std::string("/usr/bin/llama-server"));
    QCOMPARE(plain.process.workingDirectory, std::string());
    const auto sandboxed = engineCommand(installed, settings(), launch("/usr/bin/bwrap"));
    QVERIFY(sandboxed.sandboxed);
    QVERIFY(line(sandboxed.process).find("--ro-bind /usr /usr ") != std::string::npos);
    installed.server = "/home/linuxbrew/bin/llama-server";
    QVERIFY(!engineCommand(installed, settings(), launch("/usr/bin/bwrap")).sandboxed);
}

void TestEngineCommandLine::releaseFolder() {
    EngineRuntime release;
    release.folder = "/data/runtimes/b11669";
    release.server = "/data/runtimes/b11669/build/bin/llama-server";
    const auto command = engineCommand(release, settings(), launch("/usr/bin/bwrap"));
    QVERIFY(command.sandboxed);
    QVERIFY(line(command.process).find("--ro-bind /data/runtimes/b11669 /opt/engine ") != std::string::npos);
    QVERIFY(line(command.process).find("-- /opt/engine/build/bin/llama-server -m ") != std::string::npos);
}

void TestEngineCommandLine::settingsAreFollowed() {
    EngineSettings chosen = settings();
    chosen.alias = "mine";
    chosen.batchTokens = 64;
    EngineLaunch decided = launch();
    decided.contextTokens = 512;
    decided.repackWeights = true;
    const std::string text = line(engineCommand(unpacked(), chosen, decided).process);
    QVERIFY(text.find(" -a mine ") != std::string::npos);
    QVERIFY(text.find(" -c 512 ") != std::string::npos);
    QVERIFY(text.find(" -b 64 -ub 64 ") != std::string::npos);
    QVERIFY(text.find("-nr") == std::string::npos);
}

void TestEngineCommandLine::modelSettingsAreFollowed() {
    EngineSettings chosen = settings();
    chosen.cacheType = "q8_0";
    chosen.gpuLayers = 7;
    chosen.chatTemplate = "chatml";
    const std::string text = line(engineCommand(unpacked(), chosen, launch()).process);
    QVERIFY(text.ends_with(" -nr -ctk q8_0 -ctv q8_0 -fa on -ngl 7 --chat-template chatml"));
    chosen = settings();
    chosen.cacheType = "f16";
    QVERIFY(line(engineCommand(unpacked(), chosen, launch()).process).ends_with(" -nr -ctk f16 -ctv f16"));
}

void TestEngineCommandLine::limitReachesTheEngine() {
    EngineLaunch decided = launch("/usr/bin/bwrap");
    decided.sealUserNamespaces = true;
    decided.addressSpaceLimit = 12345;
    const auto sandboxed = engineCommand(unpacked(), settings(), decided).process;
    QVERIFY(sandboxed.addressSpaceLimit == 12345U);
    QVERIFY(line(sandboxed).find(" --cap-drop ALL --unshare-user --disable-userns ") != std::string::npos);
    decided.bwrap.clear();
    QVERIFY(engineCommand(unpacked(), settings(), decided).process.addressSpaceLimit == 12345U);
}

void TestEngineCommandLine::splitModel() {
    EngineSettings split = settings();
    split.model = "/models/big-00001-of-00002.gguf";
    const std::string text = line(engineCommand(unpacked(), split, launch("/usr/bin/bwrap")).process);
    QVERIFY(text.find(" --ro-bind /models/big-00001-of-00002.gguf /model-00001-of-00002.gguf "
                      "--ro-bind /models/big-00002-of-00002.gguf /model-00002-of-00002.gguf ") != std::string::npos);
    QVERIFY(text.find(" -m /model-00001-of-00002.gguf ") != std::string::npos);
    const std::string plain = line(engineCommand(unpacked(), split, launch()).process);
    QVERIFY(plain.find(" -m /models/big-00001-of-00002.gguf ") != std::string::npos);
}

void TestEngineCommandLine::projector() {
    EngineSettings seeing = settings();
    seeing.projector = "/models/mmproj.gguf";
    const std::string text = line(engineCommand(unpacked(), seeing, launch("/usr/bin/bwrap")).process);
    QVERIFY(text.find(" --ro-bind /models/mmproj.gguf /projector.gguf ") != std::string::npos);
    QVERIFY(text.find(" --mmproj /projector.gguf ") != std::string::npos);
    const std::string plain = line(engineCommand(unpacked(), seeing, launch()).process);
    QVERIFY(plain.find(" --mmproj /models/mmproj.gguf ") != std::string::npos);
}

void TestEngineCommandLine::graphicsCard() {
    EngineLaunch decided = launch("/usr/bin/bwrap");
    decided.gpu = GpuAccess{{{"/dev/dri", "/dev/dri"}}, {{"/sys", "/sys"}}, false};
    const std::string text = line(engineCommand(unpacked(), settings(), decided).process);
    QVERIFY(text.find(" --ro-bind /sys /sys ") != std::string::npos);
    QVERIFY(text.find(" --dev-bind /dev/dri /dev/dri ") != std::string::npos);
    QVERIFY(text.find(" --ro-bind /data/runtimes/llama/usr /usr ") != std::string::npos);
}

void TestEngineCommandLine::graphicsCardWithTheSystemsDrivers() {
    EngineLaunch decided = launch("/usr/bin/bwrap");
    decided.gpu = GpuAccess{{{"/dev/nvidia0", "/dev/nvidia0"}}, {}, true};
    const std::string text = line(engineCommand(unpacked(), settings(), decided).process);
    QVERIFY(text.find(" --ro-bind /usr /usr ") != std::string::npos);
    QVERIFY(text.find(" --ro-bind /data/runtimes/llama /opt/engine ") != std::string::npos);
    QVERIFY(text.find(" --dev-bind /dev/nvidia0 /dev/nvidia0 ") != std::string::npos);
    const std::string libraries = "/opt/engine/usr/lib/x86_64-linux-gnu";
    QVERIFY(text.find(" --chdir " + libraries + "/ggml/backends0 -- " + libraries +
                      "/ld-linux-x86-64.so.2 --library-path " + libraries + ':' + libraries +
                      "/llama /opt/engine/usr/bin/llama-server -m ") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestEngineCommandLine)
#include "tst_engine_command_line.moc"
