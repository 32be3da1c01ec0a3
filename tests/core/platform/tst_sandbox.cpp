// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "process_test.h"

#include <orrery/platform/errc.h>
#include <orrery/platform/sandbox.h>
#include <orrery/platform/temporary_directory.h>

#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

using namespace orrery;
using namespace orrery::platform;
namespace fs = std::filesystem;

namespace {

std::optional<Result<SandboxFacts>> probe(EventThread& thread) {
    ManualExecutor executor;
    std::optional<Result<SandboxFacts>> facts;
    probeSandbox(thread, executor, [&facts](Result<SandboxFacts> result) { facts = std::move(result); });
    executor.runUntil([&facts] { return facts.has_value(); }, patience);
    return facts;
}

/// Listens on loopback until it goes.
class Listener {
public:
    Listener() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        m_ok = ::bind(m_socket, generic, size) == 0 && ::listen(m_socket, 8) == 0 &&
               ::getsockname(m_socket, generic, &size) == 0;
        m_port = ntohs(address.sin_port);
    }
    ~Listener() { ::close(m_socket); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] int port() const { return m_port; }

private:
    int m_socket;
    bool m_ok = false;
    int m_port = 0;
};

} // namespace

class SandboxTest : public QObject {
    Q_OBJECT

private slots:
    void commandLine() {
        SandboxPlan plan;
        plan.bwrap = "/usr/bin/bwrap";
        plan.runtimeUsr = "/opt/runtime/usr";
        plan.readOnly = {{"/models/a model.gguf", "/model.gguf"}};
        plan.writable = {{"/run/user/1000/orrery/e1", "/run/engine"}};
        plan.devices = {{"/dev/dri", "/dev/dri"}};
        plan.environment = {{"GOMP_SPINCOUNT", "1000"}, {"KEY", "plan"}};
        plan.chdir = "/run/engine";
        ProcessSpec inner;
        inner.program = "/usr/bin/llama-server";
        inner.arguments = {"-m", "/model.gguf", "--host", "/run/engine/e.sock"};
        inner.environment = {{"KEY", "inner"}};
        inner.addressSpaceLimit = 12345;

        const ProcessSpec outer = sandboxed(plan, inner);
        QCOMPARE(outer.program, std::string("/usr/bin/bwrap"));
        const std::vector<std::string> expected = {"--unshare-all",
                                                   "--die-with-parent",
                                                   "--new-session",
                                                   "--cap-drop",
                                                   "ALL",
                                                   "--ro-bind",
                                                   "/opt/runtime/usr",
                                                   "/usr",
                                                   "--symlink",
                                                   "usr/lib",
                                                   "/lib",
                                                   "--symlink",
                                                   "usr/lib64",
                                                   "/lib64",
                                                   "--symlink",
                                                   "usr/bin",
                                                   "/bin",
                                                   "--proc",
                                                   "/proc",
                                                   "--dev",
                                                   "/dev",
                                                   "--tmpfs",
                                                   "/tmp",
                                                   "--dir",
                                                   "/run",
                                                   "--ro-bind",
                                                   "/models/a model.gguf",
                                                   "/model.gguf",
                                                   "--bind",
                                                   "/run/user/1000/orrery/e1",
                                                   "/run/engine",
                                                   "--dev-bind",
                                                   "/dev/dri",
                                                   "/dev/dri",
                                                   "--chdir",
                                                   "/run/engine",
                                                   "--",
                                                   "/usr/bin/llama-server",
                                                   "-m",
                                                   "/model.gguf",
                                                   "--host",
                                                   "/run/engine/e.sock"};
        QVERIFY(outer.arguments == expected);
        const std::map<std::string, std::string> environment = {
            {"GOMP_SPINCOUNT", "1000"}, {"HOME", "/tmp"}, {"KEY", "inner"}};
        QVERIFY(outer.environment == environment);
        QVERIFY(!outer.inheritEnvironment);
        QVERIFY(outer.workingDirectory.empty());
        QCOMPARE(outer.addressSpaceLimit.value_or(0), std::uint64_t(12345));
    }

    void aWorkingDirectoryOfItsOwnWins() {
        ProcessSpec inner;
        inner.program = "/usr/bin/true";
        inner.workingDirectory = "/usr";
        const std::vector<std::string> arguments = sandboxed({}, inner).arguments;
        const auto at = std::find(arguments.begin(), arguments.end(), "--chdir");
        QVERIFY(at != arguments.end());
        QCOMPARE(*std::next(at), std::string("/usr"));
    }

    void withoutBubblewrapTheProbeSaysSo() {
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", "/nowhere");
        const auto facts = probe(m_thread);
        qputenv("PATH", path);
        QVERIFY(facts && !*facts);
        QVERIFY(facts->error().is(platform::Errc::SandboxUnavailable));
        QVERIFY(facts->error().message.find("bubblewrap") != std::string::npos);
    }

    void aForbiddenSandboxIsExplained() {
        const auto folder = TemporaryDirectory::create();
        const fs::path fake = folder->path() / "bwrap";
        QVERIFY(
            writeFileAtomically(fake, "#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n"));
        fs::permissions(fake, fs::perms::owner_all);
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", folder->path().c_str());
        const auto facts = probe(m_thread);
        qputenv("PATH", path);
        QVERIFY(facts && !*facts);
        QVERIFY(facts->error().is(platform::Errc::SandboxUnavailable));
        QVERIFY(facts->error().message.find("user namespaces") != std::string::npos);
        QVERIFY(facts->error().detail.find("uid map") != std::string::npos);
    }

    void thereIsNoNetwork() {
        if (const std::string reason = missing(); !reason.empty()) QSKIP(reason.c_str());
        const std::string interfaces = inSandbox("tail -n +3 /proc/net/dev");
        QVERIFY2(interfaces.find("lo:") != std::string::npos, interfaces.c_str());
        QCOMPARE(std::count(interfaces.begin(), interfaces.end(), '\n'), 1);

        if (::access("/usr/bin/bash", X_OK) != 0) QSKIP("bash is not installed");
        const Listener listener;
        QVERIFY(listener.ok());
        ProcessSpec connect;
        connect.program = "/usr/bin/bash";
        connect.arguments = {"-c", "exec 3<>/dev/tcp/127.0.0.1/" + std::to_string(listener.port())};
        QCOMPARE((*runToEnd(m_thread, connect))->exit.code, 0); // it can be reached from outside the sandbox
        QVERIFY((*runToEnd(m_thread, sandboxed(m_plan, connect)))->exit.code != 0);
    }

    void theHomeIsNotVisible() {
        if (const std::string reason = missing(); !reason.empty()) QSKIP(reason.c_str());
        QCOMPARE(inSandbox("ls -A /"), std::string("bin\ndev\nlib\nlib64\nproc\nrun\ntmp\nusr\n"));
        QCOMPARE(inSandbox("ls -A /tmp /run"), std::string("/run:\n\n/tmp:\n"));
    }

    void onlyWritableFoldersCanBeWritten() {
        if (const std::string reason = missing(); !reason.empty()) QSKIP(reason.c_str());
        const auto folder = TemporaryDirectory::create();
        QVERIFY(writeFileAtomically(folder->path() / "model.gguf", "weights"));
        fs::create_directory(folder->path() / "out");
        m_plan.readOnly = {{folder->path() / "model.gguf", "/model.gguf"}};
        m_plan.writable = {{folder->path() / "out", "/run/engine"}};
        QCOMPARE(inSandbox(
                     "cat /model.gguf; pwd; echo bad >/model.gguf || echo refused; echo bad >/usr/bad || echo refused; "
                     "rm -f /model.gguf || echo refused; echo good >/run/engine/file"),
                 std::string("weights/tmp\nrefused\nrefused\nrefused\n"));
        QCOMPARE(*readFile(folder->path() / "model.gguf"), std::string("weights"));
        QCOMPARE(*readFile(folder->path() / "out/file"), std::string("good\n"));
    }

    void noSecretsNoCapabilitiesNoOtherProcesses() {
        if (const std::string reason = missing(); !reason.empty()) QSKIP(reason.c_str());
        QVERIFY(qputenv("ORRERY_TEST_SECRET", "hf_secret"));
        m_plan.environment = {{"GIVEN", "yes"}};
        QVERIFY(inSandbox("cat /proc/[0-9]*/environ | tr '\\0' '\\n'").find("hf_secret") == std::string::npos);
        QCOMPARE(inSandbox("echo $GIVEN $HOME"), std::string("yes /tmp\n"));
        QCOMPARE(inSandbox("grep -E 'CapEff|NoNewPrivs' /proc/self/status"),
                 std::string("CapEff:\t0000000000000000\nNoNewPrivs:\t1\n"));
        QVERIFY(inSandbox("ls -d /proc/[0-9]* | wc -l").size() == 2); // fewer than ten
    }

    void exitStatusAndLimitPassThrough() {
        if (const std::string reason = missing(); !reason.empty()) QSKIP(reason.c_str());
        ProcessSpec inner = shell("ulimit -v; exit 5");
        inner.addressSpaceLimit = 1ULL << 30U;
        const auto output = runToEnd(m_thread, sandboxed(m_plan, inner));
        QCOMPARE((*output)->standardOutput, std::string("1048576\n"));
        QCOMPARE((*output)->exit.code, 5);
    }

    void endingItEndsAllInside() {
        if (const std::string reason = missing(); !reason.empty()) QSKIP(reason.c_str());
        const auto folder = TemporaryDirectory::create();
        m_plan.writable = {{folder->path(), "/run/engine"}};
        Record record;
        ManualExecutor executor;
        ChildProcess child(m_thread, executor);
        // A session of its own takes it out of the process group; the pid namespace still holds it.
        child.start(sandboxed(m_plan, shell("setsid sh -c 'echo up; exec sleep 1000' & wait")), record.callbacks());
        QVERIFY(executor.runUntil([&] { return record.out == "up\n"; }, patience));
        child.end();
        QVERIFY(executor.runUntil([&] { return record.exits == 1; }, patience));
        QVERIFY((*record.exit)->signalled);
        QTRY_VERIFY_WITH_TIMEOUT(!usesFolder(folder->path()), 20000);
    }

    void cleanup() { m_plan = SandboxPlan(); }

private:
    /// Why there is no sandbox here; empty when there is one. Fills the plan.
    std::string missing() {
        const auto facts = probe(m_thread);
        if (!facts) return "the probe gave no answer";
        if (!*facts) return describe(facts->error());
        m_plan.bwrap = (*facts)->bwrap;
        return {};
    }

    std::string inSandbox(const std::string& script) {
        const auto output = runToEnd(m_thread, sandboxed(m_plan, shell(script)));
        return output && *output ? (*output)->standardOutput : describe(output->error());
    }

    /// Whether any process still has the folder mounted, which is to say lives in the sandbox.
    static bool usesFolder(const fs::path& folder) {
        std::error_code error;
        for (fs::directory_iterator it("/proc", error); !error && it != fs::directory_iterator(); it.increment(error)) {
            const std::string mounts = readFile(it->path() / "mountinfo").value_or(std::string());
            if (mounts.find(folder.filename().string()) != std::string::npos) return true;
        }
        return false;
    }

    EventThread m_thread;
    SandboxPlan m_plan;
};

QTEST_GUILESS_MAIN(SandboxTest)
#include "tst_sandbox.moc"
